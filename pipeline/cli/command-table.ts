import type { Command } from './command.ts';

export interface CommandRow {
  /** What the command does, for the list of commands. */
  readonly summary: string;
  /** Commands are loaded one at a time: most need neither the weights nor TensorFlow.js. */
  readonly load: () => Promise<Command>;
}

export const commandTable: Readonly<Record<string, CommandRow>> = {
  run: {
    summary: 'compute everything that is stale, then write records and pictures',
    load: async () => (await import('./commands/run.ts')).runCommand,
  },
  plan: {
    summary: 'list what is fresh, stale and unavailable',
    load: async () => (await import('./commands/plan.ts')).planCommand,
  },
  explain: {
    summary: 'say where an artifact came from',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
  verify: {
    summary: 'check the store and the committed pictures against their digests',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  evaluate: {
    summary: "measure a model's accuracy on the photographs",
    load: async () => (await import('./commands/evaluate.ts')).evaluateCommand,
  },
  train: {
    summary:
      'train one of the designed networks on CIFAR-10; a training goes on where it was stopped',
    load: async () => (await import('./commands/train.ts')).trainCommand,
  },
  compare: {
    summary:
      'compare the models: first layers, analogues of families, the known truth, weight tying',
    load: async () => (await import('./commands/compare.ts')).compareCommand,
  },
  draw: {
    summary:
      'draw pictures of units, directions, differences within a family, or one unit many ways',
    load: async () => (await import('./commands/draw.ts')).drawCommand,
  },
  models: {
    summary: 'list the models',
    load: async () => (await import('./commands/models.ts')).modelsCommand,
  },
  tags: {
    summary: 'list the permanent tags',
    load: async () => (await import('./commands/tags.ts')).tagsCommand,
  },
};
