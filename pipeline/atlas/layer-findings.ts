import type { LayerCorrespondences } from '../circuits/correspondence.ts';
import type { MirrorDiscovery } from '../families/mirror-pairs.ts';
import { strengthBaseline } from '../families/name-families.ts';
import type { ScaleDiscovery } from '../families/scale-chains.ts';
import type { KindTuning, TuningScope } from '../probes/stimulus-tuning.ts';
import type { Architecture } from './architecture-stage.ts';
import type { EmitArguments } from './emit-arguments.ts';
import { movedGroups, type LayerFamilies, type MovedGroup } from './families-stage.ts';
import { readJson } from './json-artifact.ts';
import type { ProbeTasks } from './probe-tasks.ts';
import { readStimuli, stimulusInputs } from './stimulus-stage.ts';

/** What was found in one covered layer, with the keys of the stages that found it. */
export interface LayerFindings {
  readonly layer: string;
  readonly alias: string;
  readonly scope: TuningScope;
  readonly kinds: readonly KindTuning[];
  readonly baseline: readonly number[];
  readonly moved: readonly {
    readonly group: MovedGroup;
    readonly found: LayerFamilies;
    readonly stageKey: string;
  }[];
  readonly mirror: { readonly found: MirrorDiscovery; readonly stageKey: string };
  readonly correspondences:
    { readonly found: LayerCorrespondences; readonly stageKey: string } | undefined;
}

/** The trained network's discoveries, layer by layer. */
export async function readFindings(
  { provenance, read }: Pick<EmitArguments, 'provenance' | 'read'>,
  { layers }: Architecture,
  probes: ProbeTasks,
): Promise<LayerFindings[]> {
  const findings: LayerFindings[] = [];
  for (const { name: layer, alias } of layers) {
    const scope = probes.tuningScope(layer);
    const stimuli = Object.entries(stimulusInputs(probes.stimuli(layer)));
    const bytes: Record<string, Uint8Array> = {};
    for (const [name, input] of stimuli) {
      if ('task' in input) bytes[name] = await read(input.task);
    }
    const kinds = readStimuli(bytes, layer, scope.fieldSize);
    const stage = async <T>(id: string) =>
      provenance.has(id)
        ? { found: readJson<T>(await read(id)), stageKey: provenance.get(id)!.key }
        : undefined;
    const moved: LayerFindings['moved'][number][] = [];
    for (const group of movedGroups) {
      const entry = await stage<LayerFamilies>(`families ${group} ${layer}`);
      if (entry) moved.push({ group, ...entry });
    }
    findings.push({
      ...{ layer, alias, scope, kinds, moved },
      baseline: strengthBaseline(kinds),
      mirror: (await stage<MirrorDiscovery>(`mirror pairs ${layer}`))!,
      correspondences: await stage<LayerCorrespondences>(`correspondences ${layer}`),
    });
  }
  return findings;
}

/** The same discoveries in the shuffled network. */
export interface ControlFindings {
  readonly layers: readonly {
    readonly layer: string;
    readonly moved: readonly { readonly group: MovedGroup; readonly found: LayerFamilies }[];
    readonly mirror: MirrorDiscovery;
  }[];
  readonly scale: ScaleDiscovery;
}

export async function readControls(
  { provenance, read }: Pick<EmitArguments, 'provenance' | 'read'>,
  { layers }: Architecture,
): Promise<ControlFindings> {
  const json = async <T>(id: string): Promise<T> => readJson<T>(await read(id));
  const found: ControlFindings['layers'][number][] = [];
  for (const { name: layer } of layers) {
    const moved: { group: MovedGroup; found: LayerFamilies }[] = [];
    for (const group of movedGroups) {
      const id = `families ${group} ${layer} shuffled`;
      if (provenance.has(id)) moved.push({ group, found: await json<LayerFamilies>(id) });
    }
    const mirror = await json<MirrorDiscovery>(`mirror pairs ${layer} shuffled`);
    found.push({ layer, moved, mirror });
  }
  return { layers: found, scale: await json<ScaleDiscovery>('scale chains all layers shuffled') };
}
