import { taskId, type StageDescription, type Task } from './stage.ts';

/** Ids of the tasks whose outputs a task reads. */
export function upstream(task: Task): string[] {
  return Object.values(task.inputs).flatMap((input) => ('task' in input ? [input.task] : []));
}

/**
 * The tasks by id, every one after its inputs and otherwise in the order given. Throws for an id
 * listed twice, an unknown stage, an input that is not among the tasks, and a cycle: mistakes of
 * the program, not of the person.
 */
export function orderTasks(
  tasks: readonly Task[],
  stages: readonly StageDescription[],
): ReadonlyMap<string, Task> {
  const given = new Map<string, Task>();
  for (const task of tasks) {
    const id = taskId(task);
    if (given.has(id)) throw new Error(`task ${id} is listed twice`);
    if (!stages.some(({ name }) => name === task.stage)) {
      throw new Error(`task ${id} names a stage that does not exist`);
    }
    given.set(id, task);
  }
  const ordered = new Map<string, Task>();
  const open = new Set<string>();
  const visit = (id: string, reader: string): void => {
    if (ordered.has(id)) return;
    const task = given.get(id);
    if (task === undefined) throw new Error(`task ${reader} reads ${id}, which is not a task`);
    if (open.has(id)) throw new Error(`task ${id} reads its own output`);
    open.add(id);
    for (const input of upstream(task)) visit(input, id);
    ordered.set(id, task);
  };
  for (const id of given.keys()) visit(id, id);
  return ordered;
}
