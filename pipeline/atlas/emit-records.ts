import type { z } from 'zod';
import type { ScaleDiscovery } from '../families/scale-chains.ts';
import type { Classification } from '../probes/classification.ts';
import { agreementListSchema } from '../records/agreement.ts';
import { circuitListSchema, scanSchema } from '../records/circuit.ts';
import { contactSheetListSchema } from '../records/contact-sheet.ts';
import { controlsSchema, type Controls } from '../records/controls.ts';
import { coverageListSchema } from '../records/coverage.ts';
import { errorLedgerSchema } from '../records/error-ledger.ts';
import { familyListSchema, type Family } from '../records/family.ts';
import { lieDerivativeSchema } from '../records/lie-derivative.ts';
import { modelSchema } from '../records/model.ts';
import { parseRecord } from '../records/parse-record.ts';
import { pictureListSchema } from '../records/picture.ts';
import { pictureSpriteListSchema } from '../records/picture-sprite.ts';
import { stimulusGallerySchema } from '../records/stimulus-gallery.ts';
import { unitConnectionsListSchema, unitListSchema } from '../records/unit.ts';
import { weightEquivarianceSchema } from '../records/weight-equivariance.ts';
import { taskId } from '../store/stage.ts';
import {
  architectureTaskId,
  innerArchitectureTaskId,
  type Architecture,
} from './architecture-stage.ts';
import { assembleCircuits, countPassing, type ScannedLayers } from './assemble-circuits.ts';
import { assembleContactSheets, assembleSprites } from './assemble-contact-sheets.ts';
import { assembleControls } from './assemble-controls.ts';
import { assembleAgreement, assembleCoverage } from './assemble-coverage.ts';
import { assembleFamilies } from './assemble-families.ts';
import {
  assembleErrorLedger,
  assembleGallery,
  assembleLieDerivative,
  assembleWeightEquivariance,
} from './assemble-measurements.ts';
import { assembleModel } from './assemble-model.ts';
import { assemblePictures } from './assemble-pictures.ts';
import { assembleConnections, assembleUnits } from './assemble-units.ts';
import { circuitLayers, type CircuitsArtifact } from './circuits-stage.ts';
import {
  assembleClaims,
  CLAIMS_PATH,
  parseClaims,
  type BytesOf,
} from './claims/assemble-claims.ts';
import { readComparison } from './claims/comparison-records.ts';
import { committedClaimRecords } from './claims/committed-claim-records.ts';
import { COMPARISON_RECORDS } from './comparison/compared-folders.ts';
import type { Connections } from './connections-stage.ts';
import { coveredUnitsTaskId, type CoveredUnits } from './covered-units-stage.ts';
import type { EmitArguments } from './emit-arguments.ts';
import { evaluationTaskId } from './evaluation-stage.ts';
import { readJson } from './json-artifact.ts';
import { readControls, readFindings } from './layer-findings.ts';
import { PASSES_PHOTOGRAPHS } from './passes-stage.ts';
import { plantedTasks } from './planted-stage.ts';
import { probeTasks } from './probe-tasks.ts';
import { parseTags, serialiseTags } from './tags.ts';
import { neighbours } from './task-graph.ts';
import { recordLines } from './record-lines.ts';
import type { Variant } from './resources.ts';
import { responseSubject } from './response-stages.ts';
import { shuffled, trained } from './variants.ts';

export { emitPictures } from './emit-pictures.ts';

/**
 * All generated files of a model by path: the records, the pictures, the registers of tags and of
 * claims, and under `artifacts/` the bytes that tell which tasks there are and how well the model
 * classifies, so that a clone without weights can list the tasks and one without photographs keeps the
 * result. Every record is checked against its schema before anything is written.
 */
export async function emitRecords(
  args: EmitArguments,
): Promise<ReadonlyMap<string, Uint8Array | string>> {
  const { model, provenance, read, committed } = args;
  const folder = `content/atlas/${model.name}`;
  const json = async <T>(id: string): Promise<T> => readJson<T>(await read(id));

  const architecture = await json<Architecture>(architectureTaskId);
  const inner = provenance.has(innerArchitectureTaskId)
    ? (await json<Architecture>(innerArchitectureTaskId)).layers
    : [];
  const probes = probeTasks(model, trained, architecture);
  const findings = await readFindings(args, architecture, probes);
  const scaleId = 'scale chains all layers';
  const scale = {
    found: await json<ScaleDiscovery>(scaleId),
    stageKey: provenance.get(scaleId)!.key,
  };
  const register = parseTags(new TextDecoder().decode(await committed('content/tags.csv')));
  const earlier = await committed(`${folder}/families.json`);
  const tagged = assembleFamilies(
    model.name,
    findings,
    scale,
    register,
    earlier === undefined ? [] : readJson<Family[]>(earlier),
  );
  const { families, tagOf } = tagged;
  const scanned = assembleCircuits(
    model.name,
    await readCircuits(args, architecture, trained),
    families,
    tagOf,
    (layer) => architecture.layers.find(({ name }) => name === layer)!.alias,
    tagged.register,
  );
  const { circuits, register: tags } = scanned;
  const scans = {
    real: { fits: scanned.scan.length, passed: circuits.length },
    shuffled: countPassing(await readCircuits(args, architecture, shuffled), families, tagOf),
  };
  const connections = await Promise.all(
    neighbours(model).map(async ([from, to]) => ({
      from,
      to,
      connections: await json<Connections>(`connections ${from} → ${to}`),
    })),
  );
  const covered = await json<CoveredUnits>(coveredUnitsTaskId);
  const units = assembleUnits(model.name, architecture, findings, families, circuits);
  const { pictures, files: pictureFiles } = await assemblePictures(args, {
    ...{ architecture, inner, covered, probes, families },
    passports: units,
  });
  const sprites = await assembleSprites(args, [...architecture.layers, ...inner]);
  const contact = await assembleContactSheets(args, architecture, families);
  const { gallery, files: galleryFiles } = await assembleGallery(args);
  const evaluation = provenance.has(evaluationTaskId)
    ? await json<Classification>(evaluationTaskId)
    : undefined;
  const planted = await Promise.all(
    plantedTasks().map((task) => json<Controls['planted'][number]>(taskId(task))),
  );
  const controls = assembleControls(
    await readControls(args, architecture),
    planted,
    families,
    scans,
  );

  const files = new Map<string, Uint8Array | string>([
    ...pictureFiles,
    ...contact.files,
    ...sprites.files,
    ...galleryFiles,
  ]);
  const one = <T>(file: string, schema: z.ZodType<T>, value: unknown): void => {
    files.set(
      `${folder}/${file}`,
      `${JSON.stringify(parseRecord(schema, value, file), null, 2)}\n`,
    );
  };
  const list = <T>(file: string, schema: z.ZodType<readonly T[]>, value: unknown): void => {
    files.set(`${folder}/${file}`, recordLines(parseRecord(schema, value, file)));
  };
  one(
    'model.json',
    modelSchema,
    assembleModel(model, architecture, inner, findings, families, evaluation),
  );
  one('controls.json', controlsSchema, controls);
  one('lie-derivative.json', lieDerivativeSchema, await assembleLieDerivative(args));
  one('error-ledger.json', errorLedgerSchema, await assembleErrorLedger(args));
  one(
    'weight-equivariance.json',
    weightEquivarianceSchema,
    await assembleWeightEquivariance(args, families, tagOf),
  );
  one('stimuli.json', stimulusGallerySchema, gallery);
  list('families.json', familyListSchema, families);
  list('circuits.json', circuitListSchema, circuits);
  list('scan.json', scanSchema, scanned.scan);
  for (const [tag, bytes] of scanned.kernels) {
    files.set(`${folder}/kernels/${tag}.safetensors`, bytes);
  }
  list('units.json', unitListSchema, units);
  list('connections.json', unitConnectionsListSchema, assembleConnections(units, connections));
  list('pictures.json', pictureListSchema, pictures);
  list('contact-sheets.json', contactSheetListSchema, contact.sheets);
  list('sprites.json', pictureSpriteListSchema, sprites.sprites);
  list('coverage.json', coverageListSchema, assembleCoverage(architecture, findings, families));
  list('agreement.json', agreementListSchema, assembleAgreement(findings));
  files.set('content/tags.csv', serialiseTags(tags));
  // A control is compared with its model and answers nothing by itself.
  if (model.controlOf === undefined) {
    const recordOf = (file: string) => files.get(`${folder}/${file}`);
    files.set(CLAIMS_PATH, await claimsRegister(model.name, recordOf, committed));
  }
  const shaping = [
    ['architecture', architectureTaskId],
    ['covered-units', coveredUnitsTaskId],
    ...(inner.length > 0 ? [['inner-architecture', innerArchitectureTaskId] as const] : []),
    ...(evaluation ? [['evaluation', evaluationTaskId] as const] : []),
  ] as const;
  for (const [name, id] of shaping) files.set(`${folder}/artifacts/${name}.json`, await read(id));
  return files;
}

/** The register of claims: what it says of other models follows from their committed records. */
async function claimsRegister(
  model: string,
  recordOf: BytesOf,
  committed: EmitArguments['committed'],
): Promise<string> {
  const before = await committed(CLAIMS_PATH);
  const text = before && new TextDecoder().decode(before);
  const names = new Set(parseClaims(text).map((claim) => claim.model));
  names.delete(model);
  const others = await committedClaimRecords(names, committed);
  const comparison = await readComparison((file) => committed(`${COMPARISON_RECORDS}/${file}`));
  return assembleClaims(model, recordOf, text, others, comparison);
}

async function readCircuits(
  { provenance, read }: EmitArguments,
  { layers }: Architecture,
  variant: Variant,
): Promise<ScannedLayers[]> {
  return Promise.all(
    circuitLayers(layers.map(({ name }) => name)).map(async ({ from, to, apart }) => {
      const id = taskId({
        stage: 'circuits',
        subject: responseSubject(variant, `${from} → ${to}`),
      });
      const { stride } = layers.find(({ name }) => name === from)!.receptiveField;
      const artifact = readJson<CircuitsArtifact>(await read(id));
      const stageKey = provenance.get(id)!.key;
      return { from, to, apart, artifact, stride, photographs: PASSES_PHOTOGRAPHS, stageKey };
    }),
  );
}
