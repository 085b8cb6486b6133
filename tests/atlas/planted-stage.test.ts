import { expect, it } from 'vitest';
import { plantedStage, plantedTasks } from '../../pipeline/atlas/planted-stage.ts';
import { movedRules } from '../../pipeline/families/discover-moved.ts';
import { groupSchema } from '../../pipeline/records/family.ts';
import { taskId } from '../../pipeline/store/stage.ts';

it('there is a control of every group that has an action, under the rules of the real models', () => {
  const tasks = plantedTasks();
  expect(new Set(tasks.map(taskId)).size).toBe(tasks.length);
  for (const { stage, inputs, parameters } of tasks) {
    expect(stage).toBe(plantedStage.name);
    expect(inputs).toEqual({});
    expect(parameters['rules']).toMatchObject({ moved: movedRules });
  }
  const groups = groupSchema.options.filter((group) => group !== 'correspondence');
  for (const group of groups) {
    expect(tasks.some(({ subject }) => subject.split(' ')[0] === group)).toBe(true);
  }
});
