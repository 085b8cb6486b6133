import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../records/user-error.ts';

const temporaryName = /^\..+\.[0-9a-f-]{36}\.tmp$/;
const hour = 3_600_000;

/**
 * Writes a file so that it is either whole or absent, whenever the process ends: a temporary file
 * in the same folder, synced, then renamed. Throws a UserError where the disk is full or the place
 * may not be written.
 */
export async function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writingError(error, path);
  }
}

/** Removes what killed processes left: temporary files of `folder` that are over an hour old. */
export async function sweepTemporaryFiles(folder: string, now = Date.now()): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile() || !temporaryName.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const age = now - ((await stat(path).catch(() => undefined))?.mtimeMs ?? now);
    if (age > hour) await rm(path, { force: true }).catch(() => undefined);
  }
}

/** The UserError for a full disk or a place that may not be written; other errors as they are. */
export function writingError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new UserError({
        expected: `room on the disk for ${path}`,
        found: `none left (${code})`,
        remedy: 'free some space there',
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new UserError({
        expected: `to be allowed to write ${path}`,
        found: `no permission (${code})`,
        remedy: 'change its permissions or choose another folder',
      });
    case 'ENOTDIR':
    case 'EEXIST':
      return new UserError({
        expected: `a folder at ${dirname(path)}`,
        found: `a file in its way (${code})`,
        remedy: 'move that file or choose another folder',
      });
    default:
      return error;
  }
}
