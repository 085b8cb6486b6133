import type { Network } from '../engine/network.ts';
import { preprocess } from '../engine/preprocess.ts';
import type { MirrorDiscovery } from '../families/mirror-pairs.ts';
import { responsePattern } from '../families/response-pattern.ts';
import {
  mirroredSimilarity,
  movedBackSimilarity,
  type SheetSimilarity,
} from '../families/sheet-similarity.ts';
import { verdictRules } from '../families/verdict.ts';
import { Random } from '../numerics/random.ts';
import { probedResponses, type ProbedPlaces } from '../probes/probed-responses.ts';
import { transformationGrid } from '../probes/transformation-grid.ts';
import type { ModelFile } from '../records/model-file.ts';
import { taskId, type Stage, type Task } from '../store/stage.ts';
import { contactSheet } from '../visualize/contact-sheet.ts';
import { movePicture, UNMOVED, type PictureMove } from '../visualize/move-picture.ts';
import { pictureStimulus } from '../visualize/picture-stimulus.ts';
import { movedGroups, type LayerFamilies, type MovedGroup } from './families-stage.ts';
import { jsonArtifact, readJson } from './json-artifact.ts';
import type { PictureArtifact } from './picture-stage.ts';
import type { ProbeTasks } from './probe-tasks.ts';
import type { Resources } from './resources.ts';
import { trained } from './variants.ts';

interface ContactSheetParameters extends Record<string, unknown> {
  readonly layer: string;
  readonly stimulusSize: number;
  readonly places: ProbedPlaces;
  readonly samples: number;
  readonly seed: number;
  readonly input: ModelFile['input'];
}

/** The pictures of one family moved back. */
export interface ContactSheetArtifact extends SheetSimilarity {
  readonly group: MovedGroup | 'reflection';
  /** In the order of the tiles. */
  readonly units: readonly number[];
  /** The WebP file in base64. */
  readonly webp: string;
  readonly width: number;
  readonly height: number;
}

/** Draws of the nulls. */
export const SHEET_SAMPLES = 999;

/**
 * @param pictures the layer's unit pictures, as tasks, and how many they are
 * @param discoveries tasks that found its moved families and mirrored pairs
 */
export function contactSheetsTask(
  { input, weights }: ModelFile,
  layer: string,
  pictures: { readonly batches: readonly Task[]; readonly count: number },
  discoveries: readonly Task[],
  probes: ProbeTasks,
): Task {
  const { size: stimulusSize, positions, reach } = probes.tuningScope(layer);
  return {
    stage: 'contact sheets',
    subject: layer,
    parameters: {
      layer,
      stimulusSize,
      places: { positions: { [layer]: positions[layer]! }, reach: { [layer]: reach[layer]! } },
      samples: SHEET_SAMPLES,
      seed: 11,
      input,
    } satisfies ContactSheetParameters,
    inputs: {
      weights: { digest: weights.tensorDigest },
      ...Object.fromEntries(
        [...pictures.batches, ...discoveries].map((task) => [
          `${task.stage} ${task.subject}`,
          { task: taskId(task) },
        ]),
      ),
    },
    // Small pictures take as long to move and to start on as those of about forty pixels to respond to.
    cost: (pictures.count * (stimulusSize + 40) ** 2) / 1e6,
  };
}

/** Contact sheets of a layer's supported families, a list of `ContactSheetArtifact` as JSON. */
export const contactSheetsStage: Stage<Resources> = {
  name: 'contact sheets',
  version: 2,
  needs: ['weights'],
  compute: async ({ parameters, inputs, resources }) => {
    const { layer, samples, seed } = parameters as ContactSheetParameters;
    const pictures = readPictures(inputs);
    const has = ({ units }: { readonly units: readonly number[] }): boolean =>
      units.every((unit) => pictures.has(unit));
    const families = movedFamilies(inputs, layer).filter(has);
    const mirror = inputs[`mirror pairs ${layer}`];
    const pairs = (mirror ? readJson<MirrorDiscovery>(mirror).pairs : []).filter(has);
    const sheets: ContactSheetArtifact[] = [];
    const backend = await resources.backend();
    if (families.length + pairs.length === 0) return jsonArtifact(sheets, backend);

    const network = await resources.network(trained);
    const look = onlooker(network, parameters as ContactSheetParameters, pictures);
    const sheet = async (
      group: ContactSheetArtifact['group'],
      units: readonly number[],
      moves: readonly PictureMove[],
      similarity: SheetSimilarity,
    ): Promise<void> => {
      const entries = units.map((unit, i) => ({
        file: pictures.get(unit)!.file,
        move: moves[i]!,
      }));
      const { bytes, width, height } = await contactSheet(entries);
      const webp = Buffer.from(bytes).toString('base64');
      sheets.push({ group, units, webp, width, height, ...similarity });
    };

    const shown = new Map<
      number,
      { readonly plain: Float32Array; readonly mirrored: Float32Array }
    >();
    for (const unit of pictures.keys()) {
      shown.set(unit, { plain: await look(unit, UNMOVED), mirrored: await look(unit, MIRRORED) });
    }
    const pattern = responsePattern(
      [...shown.values()].flatMap(({ plain, mirrored }) => [plain, mirrored]),
    );

    const random = new Random(seed);
    for (const { group, units, moves } of families) {
      const grid = transformationGrid(group).map(({ turn, hue }) => ({ ...UNMOVED, turn, hue }));
      const patterns: Float64Array[][] = [];
      for (const unit of units) {
        const row: Float64Array[] = [];
        for (const element of grid) row.push(pattern(await look(unit, element)));
        patterns.push(row);
      }
      const back = moves.map((move) => nearest(grid, move));
      await sheet(group, units, moves, movedBackSimilarity(patterns, back, samples, random));
    }

    const mirrored = new Map(
      [...shown].map(([unit, views]) => [
        unit,
        { plain: pattern(views.plain), mirrored: pattern(views.mirrored) },
      ]),
    );
    for (const { units } of pairs) {
      const [a, b] = units;
      const others = [...mirrored].filter(([unit]) => unit !== a && unit !== b);
      const similarity = mirroredSimilarity(
        [mirrored.get(a)!, mirrored.get(b)!],
        others.map(([, patterns]) => patterns),
      );
      await sheet('reflection', units, [UNMOVED, MIRRORED], similarity);
    }
    return jsonArtifact(sheets, backend);
  },
};

const MIRRORED: PictureMove = { ...UNMOVED, mirrored: true };

/** Shows a layer pictures: its responses [unit] to a unit's picture, moved, of which each is asked for once. */
function onlooker(
  network: Network,
  { layer, stimulusSize, places, input }: ContactSheetParameters,
  pictures: ReadonlyMap<number, StoredPicture>,
): (unit: number, move: PictureMove) => Promise<Float32Array> {
  const known = new Map<string, Promise<Float32Array>>();
  const show = async (unit: number, move: PictureMove): Promise<Float32Array> => {
    const { file, magnification } = pictures.get(unit)!;
    const { data } = await pictureStimulus(file, magnification, stimulusSize);
    const raster = { width: stimulusSize, height: stimulusSize, channels: 3, data };
    const moved = movePicture(raster, move).data;
    const batch = preprocess(input, { shape: [1, stimulusSize, stimulusSize, 3], data: moved });
    return (await probedResponses(network, batch, places))[layer]!;
  };
  return (unit, move) => {
    const key = JSON.stringify([unit, move]);
    const responses = known.get(key) ?? show(unit, move);
    known.set(key, responses);
    return responses;
  };
}

interface StoredPicture {
  readonly file: Uint8Array;
  /** File pixels for one input pixel. */
  readonly magnification: number;
}

function readPictures(inputs: Readonly<Record<string, Uint8Array>>): Map<number, StoredPicture> {
  const pictures = Object.entries(inputs)
    .filter(([name]) => name.startsWith('picture '))
    .flatMap(([, bytes]) => readJson<PictureArtifact[]>(bytes));
  return new Map(
    pictures.map(({ unit, webp, magnification }) => [
      unit,
      { file: Buffer.from(webp, 'base64'), magnification },
    ]),
  );
}

/** Families that the held-out half bears out, each with the moves that undo its members' elements. */
function movedFamilies(
  inputs: Readonly<Record<string, Uint8Array>>,
  layer: string,
): { group: MovedGroup; units: number[]; moves: PictureMove[] }[] {
  return movedGroups.flatMap((group) => {
    const bytes = inputs[`families ${group} ${layer}`];
    if (bytes === undefined) return [];
    const { circles, tori } = readJson<LayerFamilies>(bytes);
    const borneOut = (family: { readonly r2HeldOutLeaveOneOut: number }): boolean =>
      family.r2HeldOutLeaveOneOut >= verdictRules.supported;
    return [
      ...circles.filter(borneOut).map(({ members }) => ({
        group,
        units: members.map(({ unit }) => unit),
        moves: members.map(({ element }) =>
          group === 'hue' ? { ...UNMOVED, hue: -element } : { ...UNMOVED, turn: -element },
        ),
      })),
      ...tori.filter(borneOut).map(({ members }) => ({
        group,
        units: members.map(({ unit }) => unit),
        moves: members.map(({ element: [hue, turn] }) => ({ ...UNMOVED, hue: -hue, turn: -turn })),
      })),
    ];
  });
}

/** Index of the grid's element nearest to a move. */
function nearest(grid: readonly PictureMove[], { turn, hue }: PictureMove): number {
  const apart = (a: number, b: number): number => {
    const difference = (((a - b) % 360) + 360) % 360;
    return Math.min(difference, 360 - difference);
  };
  const distances = grid.map((element) => apart(element.turn, turn) + apart(element.hue, hue));
  return distances.indexOf(Math.min(...distances));
}
