import { expect, it } from 'vitest';
import type * as emitRecordsModule from '../../pipeline/atlas/emit-records.ts';
import type * as stagesModule from '../../pipeline/atlas/stages.ts';
import type * as taskGraphModule from '../../pipeline/atlas/task-graph.ts';
import {
  atlasModules,
  loadEmit,
  loadStages,
  loadTaskGraph,
  type EmitModule,
  type StagesModule,
  type TaskGraphModule,
} from '../../pipeline/cli/atlas-modules.ts';

/** Fails to compile where a module of the atlas is not what the commands load it as. */
type Fits<Expected, Actual extends Expected> = Actual;
export type Checked = [
  Fits<StagesModule, typeof stagesModule>,
  Fits<TaskGraphModule, typeof taskGraphModule>,
  Fits<EmitModule, typeof emitRecordsModule>,
];

it('the modules that the commands name by address export what they load', async () => {
  const { stages, openResources } = await loadStages(atlasModules);
  expect(new Set(stages.map(({ name }) => name)).size).toBe(stages.length);
  expect(openResources).toBeTypeOf('function');
  expect((await loadTaskGraph(atlasModules)).taskGraph).toBeTypeOf('function');
  expect((await loadEmit(atlasModules)).emitRecords).toBeTypeOf('function');
});
