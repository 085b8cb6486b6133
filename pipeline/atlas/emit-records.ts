import type { Discovery } from '../families/discover.ts';
import { tuningPlan } from '../probes/tuning.ts';
import type { Classification } from '../probes/classification.ts';
import { circuitListSchema } from '../records/circuit.ts';
import { controlsSchema } from '../records/controls.ts';
import { familyListSchema, type Family } from '../records/family.ts';
import { modelSchema } from '../records/model.ts';
import { parseRecord } from '../records/parse-record.ts';
import { pictureListSchema } from '../records/picture.ts';
import { unitListSchema } from '../records/unit.ts';
import { architectureTaskId, type Architecture } from './architecture-stage.ts';
import { assembleCircuits, type LayerCircuits } from './assemble-circuits.ts';
import { assembleFamilies, type LayerFindings } from './assemble-families.ts';
import { assembleControls, assembleModel } from './assemble-model.ts';
import { assemblePictures } from './assemble-pictures.ts';
import { assembleUnits } from './assemble-units.ts';
import type { CircuitArtifact } from './circuits-stage.ts';
import type { Connections } from './connections-stage.ts';
import type { EmitArguments } from './emit-arguments.ts';
import { evaluationTaskId } from './evaluation-stage.ts';
import { readJson } from './json-artifact.ts';
import { parseTags, serialiseTags } from './tags.ts';
import { neighbours } from './task-graph.ts';
import { readTuning } from './tuning-stage.ts';

/**
 * All generated files of a model by path: the records, the pictures, the register of tags, and under
 * `artifacts/` the bytes that tell which tasks there are and how well the model classifies, so that a
 * clone without weights can list the tasks and one without photographs keeps the result. Every record is checked against its schema before anything is written.
 */
export async function emitRecords(
  args: EmitArguments,
): Promise<ReadonlyMap<string, Uint8Array | string>> {
  const { model, provenance, read, committed } = args;
  const folder = `content/atlas/${model.name}`;
  const key = (id: string): string => provenance.get(id)!.key;
  const json = async <T>(id: string): Promise<T> => readJson<T>(await read(id));

  const architecture = await json<Architecture>(architectureTaskId);
  const layers: LayerFindings[] = [];
  const controls: { layer: string; discovery: Discovery }[] = [];
  for (const { name, alias, receptiveField } of architecture.layers) {
    layers.push({
      layer: name,
      alias,
      plan: tuningPlan(receptiveField),
      discovery: await json<Discovery>(`families ${name}`),
      responses: readTuning(await read(`tuning ${name}`)),
      stageKey: key(`families ${name}`),
    });
    controls.push({ layer: name, discovery: await json<Discovery>(`families ${name} shuffled`) });
  }
  const tagsFile = await committed('content/tags.csv');
  const register = parseTags(new TextDecoder().decode(tagsFile));
  const earlier = await committed(`${folder}/families.json`);
  const tagged = assembleFamilies(
    model.name,
    layers,
    register,
    earlier === undefined ? [] : readJson<Family[]>(earlier),
  );
  const { families } = tagged;

  const layerCircuits: LayerCircuits[] = [];
  for (const { from, to } of model.circuits) {
    const id = `circuits ${from} → ${to}`;
    const { stride } = architecture.layers.find(({ name }) => name === from)!.receptiveField;
    const circuits = await json<CircuitArtifact[]>(id);
    layerCircuits.push({ from, to, circuits, stride, stageKey: key(id) });
  }
  const { circuits, register: tags } = assembleCircuits(
    model.name,
    layerCircuits,
    families,
    tagged.tagOf,
    tagged.register,
  );

  const connections = await Promise.all(
    neighbours(model).map(async ([from, to]) => ({
      from,
      to,
      connections: await json<Connections>(`connections ${from} → ${to}`),
    })),
  );
  const { pictures, files: pictureFiles } = await assemblePictures(args, families);
  const units = assembleUnits(model.name, architecture, layers, connections, families, circuits);
  const evaluation = provenance.has(evaluationTaskId)
    ? await json<Classification>(evaluationTaskId)
    : undefined;
  const record = assembleModel(model, architecture, layers, families, evaluation);

  const files = new Map<string, Uint8Array | string>(pictureFiles);
  files.set(`${folder}/model.json`, line(parseRecord(modelSchema, record, 'model.json')));
  const control = parseRecord(
    controlsSchema,
    assembleControls(controls, families),
    'controls.json',
  );
  files.set(`${folder}/controls.json`, line(control));
  const lists = [
    ['families.json', parseRecord(familyListSchema, families, 'families.json')],
    ['circuits.json', parseRecord(circuitListSchema, circuits, 'circuits.json')],
    ['units.json', parseRecord(unitListSchema, units, 'units.json')],
    ['pictures.json', parseRecord(pictureListSchema, pictures, 'pictures.json')],
  ] as const;
  for (const [file, list] of lists) files.set(`${folder}/${file}`, lines(list));
  files.set('content/tags.csv', serialiseTags(tags));
  files.set(`${folder}/artifacts/architecture.json`, await read(architectureTaskId));
  if (evaluation) {
    files.set(`${folder}/artifacts/evaluation.json`, await read(evaluationTaskId));
  }
  for (const { layer, alias } of layers) {
    files.set(`${folder}/artifacts/families-${alias}.json`, await read(`families ${layer}`));
  }
  return files;
}

function line(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** One record a line, so that a change shows as its own lines. */
function lines(list: readonly unknown[]): string {
  return list.length === 0
    ? '[]\n'
    : `[\n${list.map((value) => JSON.stringify(value)).join(',\n')}\n]\n`;
}
