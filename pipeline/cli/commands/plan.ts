import { isPinned, type UnpinnedModelFile } from '../../records/model-file.ts';
import { estimateRemaining, measuredRates } from '../../store/estimate.ts';
import { plan } from '../../store/schedule.ts';
import type { StageEntry } from '../../store/stage-index.ts';
import type { PlannedTask } from '../../store/survey.ts';
import { textOption, type Command } from '../command.ts';
import { durationInWords } from '../duration.ts';
import type { Environment } from '../environment.ts';
import { missingNeeds, selectModels } from '../select-models.ts';
import { surveyModel } from '../survey-model.ts';

export const planCommand: Command = {
  usage: '[--model <name>]',
  options: { model: { type: 'string' } },
  positionals: [],
  async run(args, context) {
    const { environment, print, progress } = context;
    for (const model of await selectModels(environment, textOption(args, 'model'))) {
      if (model.layers.length === 0) {
        print(model.name);
        print('  no layers to probe');
        continue;
      }
      if (!isPinned(model)) {
        print(model.name);
        print(`  ${await unpinnedState(environment, model)}`);
        continue;
      }
      const note = (line: string): void => void progress.write(`${line}\n`);
      const options = await surveyModel(model, context, { note });
      const { tasks, unlisted } = await plan(options);
      const entries = await options.store.index.load();
      print(model.name);
      for (const line of stageTable(tasks, entries)) print(`  ${line}`);
      for (const { id, state } of tasks) {
        if (state.status !== 'fresh') print(`  ${state.status}: ${id}: ${state.reason}`);
      }
      for (const id of unlisted) {
        print(`  what follows from ${id} cannot be listed without its bytes`);
      }
      const stale = tasks.filter(({ state }) => state.status === 'stale');
      if (stale.length === 0) continue;
      const rates = measuredRates(entries.values());
      const work = stale.map(({ task }) => ({ stage: task.stage, cost: task.cost ?? 1 }));
      const { seconds, complete } = estimateRemaining(work, [], rates, 1);
      if (seconds > 0) {
        print(`  ${complete ? 'about' : 'more than'} ${durationInWords(seconds)} with one worker`);
      }
    }
    return 0;
  },
};

/** Of a model without digests there is no plan: every artifact is known by them. */
async function unpinnedState(environment: Environment, model: UnpinnedModelFile): Promise<string> {
  const { weights } = await missingNeeds(environment, model);
  if (weights !== undefined) return `unavailable, not pinned yet: ${weights}`;
  return `not pinned yet: npm run atlas -- run --model ${model.name} pins the weights at hand and computes everything`;
}

/** One line per stage: how many of its tasks are in which state, and the time that they took here. */
function stageTable(
  tasks: readonly PlannedTask[],
  entries: ReadonlyMap<string, StageEntry>,
): string[] {
  const stages = [...new Set(tasks.map(({ task }) => task.stage))];
  const width = Math.max(0, ...stages.map((stage) => stage.length));
  return stages.map((stage) => {
    const states = tasks.flatMap(({ task, state }) => (task.stage === stage ? [state] : []));
    const counts = new Map<string, number>();
    let seconds = 0;
    for (const state of states) {
      const recorded = state.status === 'fresh' && state.from === 'records';
      const status = recorded ? 'fresh, from records' : state.status;
      counts.set(status, (counts.get(status) ?? 0) + 1);
      if (state.status === 'fresh') seconds += entries.get(state.provenance.key)?.seconds ?? 0;
    }
    const parts = [...counts].map(([status, count]) => `${String(count)} ${status}`);
    const took = seconds > 0 ? [`took ${durationInWords(seconds)}`] : [];
    return `${stage.padEnd(width)}  ${[...parts, ...took].join(' · ')}`;
  });
}
