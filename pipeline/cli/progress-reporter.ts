import type { Progress, Reporter } from '../store/schedule.ts';
import { durationInWords } from './duration.ts';

export interface ProgressReporter extends Reporter {
  /** A line for the person, which stays. */
  note(line: string): void;
  /** A line of progress, which the next one replaces. */
  show(line: string): void;
  /** Leaves the last progress line behind. */
  end(): void;
  /** Tasks that failed, one line each. */
  readonly failures: readonly string[];
}

/** Seconds between lines where progress cannot be drawn over itself. */
const pause = 10;

/**
 * Progress on a stream: one line drawn over and over on a terminal, elsewhere a line every ten
 * seconds, so that a log stays short.
 */
export function openProgressReporter(
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
): ProgressReporter {
  const failures: string[] = [];
  const now = (): number => performance.now() / 1000;
  const terminal = stream.isTTY === true;
  let drawn = '';
  let last = now();

  function note(line: string): void {
    stream.write(terminal ? `\r\x1b[2K${line}\n${drawn}` : `${line}\n`);
  }

  function show(line: string): void {
    if (terminal) {
      drawn = line;
      stream.write(`\r\x1b[2K${line}`);
    } else if (now() - last >= pause) {
      last = now();
      stream.write(`${line}\n`);
    }
  }

  return {
    failures,
    now,
    note,
    failed(id, reason) {
      failures.push(`${id}: ${reason}`);
    },
    show,
    progress(progress) {
      show(progressLine(progress));
    },
    end() {
      if (drawn !== '') stream.write('\r\x1b[2K');
      drawn = '';
    },
  };
}

/** One line about a run under way. */
export function progressLine({ computed, remaining, running, time }: Progress): string {
  const about = `${time.complete ? 'about' : 'more than'} ${durationInWords(time.seconds)} left`;
  const left = time.complete || time.seconds > 0 ? about : 'no estimate yet';
  return `${String(computed)} computed, ${String(remaining)} to go, ${left} · ${running.join(' · ')}`;
}
