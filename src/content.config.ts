import { globSync } from 'node:fs';
import { defineCollection } from 'astro:content';
import { glob, type Loader } from 'astro/loaders';
import { z } from 'zod';
import {
  agreementListSchema,
  analoguesListSchema,
  circuitListSchema,
  contactSheetListSchema,
  controlsSchema,
  coverageListSchema,
  errorLedgerSchema,
  familyListSchema,
  firstLayerListSchema,
  knownTruthListSchema,
  lieDerivativeSchema,
  modelSchema,
  pictureListSchema,
  pictureSpriteListSchema,
  provenanceListSchema,
  scanSchema,
  stimulusGallerySchema,
  tyingListSchema,
  unitConnectionsListSchema,
  unitListSchema,
  weightEquivarianceSchema,
} from '../pipeline/records/index.ts';
import {
  claimRegister,
  comparisonFile,
  modelCards,
  recordFiles,
  tagRegister,
} from './lib/record-loader.ts';

/** Authored prose with a title: for a tag, in a file named for it in lower case, or part of a page. */
const titledProse = z.strictObject({ title: z.string() });

/** A page of prose. */
const prosePage = z.strictObject({ title: z.string(), description: z.string() });

/** Prose is optional: a folder without any is an empty collection, not a warning. */
const markdown = (folder: string): Loader =>
  globSync(`content/${folder}/*.md`).length > 0
    ? glob({ pattern: '*.md', base: `./content/${folder}` })
    : { name: `no ${folder}`, load: () => Promise.resolve() };

/** Every collection of records has one entry a model, whose data is `{ value }`. */
export const collections = {
  models: defineCollection({ loader: recordFiles('model.json', modelSchema) }),
  families: defineCollection({ loader: recordFiles('families.json', familyListSchema) }),
  circuits: defineCollection({ loader: recordFiles('circuits.json', circuitListSchema) }),
  scan: defineCollection({ loader: recordFiles('scan.json', scanSchema) }),
  units: defineCollection({ loader: recordFiles('units.json', unitListSchema) }),
  connections: defineCollection({
    loader: recordFiles('connections.json', unitConnectionsListSchema),
  }),
  pictures: defineCollection({ loader: recordFiles('pictures.json', pictureListSchema) }),
  controls: defineCollection({ loader: recordFiles('controls.json', controlsSchema) }),
  provenance: defineCollection({ loader: recordFiles('provenance.json', provenanceListSchema) }),
  coverage: defineCollection({ loader: recordFiles('coverage.json', coverageListSchema) }),
  agreement: defineCollection({ loader: recordFiles('agreement.json', agreementListSchema) }),
  lieDerivative: defineCollection({
    loader: recordFiles('lie-derivative.json', lieDerivativeSchema),
  }),
  errorLedger: defineCollection({ loader: recordFiles('error-ledger.json', errorLedgerSchema) }),
  weightEquivariance: defineCollection({
    loader: recordFiles('weight-equivariance.json', weightEquivarianceSchema),
  }),
  stimuli: defineCollection({ loader: recordFiles('stimuli.json', stimulusGallerySchema) }),
  contactSheets: defineCollection({
    loader: recordFiles('contact-sheets.json', contactSheetListSchema),
  }),
  sprites: defineCollection({ loader: recordFiles('sprites.json', pictureSpriteListSchema) }),
  cards: defineCollection({ loader: modelCards() }),
  firstLayers: defineCollection({
    loader: comparisonFile('first-layers.json', firstLayerListSchema),
  }),
  knownTruth: defineCollection({
    loader: comparisonFile('known-truth.json', knownTruthListSchema),
  }),
  analogues: defineCollection({ loader: comparisonFile('analogues.json', analoguesListSchema) }),
  tying: defineCollection({ loader: comparisonFile('tying.json', tyingListSchema) }),
  tags: defineCollection({ loader: tagRegister() }),
  claims: defineCollection({ loader: claimRegister() }),
  familyProse: defineCollection({ loader: markdown('families'), schema: titledProse }),
  circuitProse: defineCollection({ loader: markdown('circuits'), schema: titledProse }),
  motifs: defineCollection({ loader: markdown('motifs'), schema: prosePage }),
  groups: defineCollection({ loader: markdown('groups'), schema: prosePage }),
  designed: defineCollection({ loader: markdown('designed'), schema: titledProse }),
  essays: defineCollection({ loader: markdown('essays'), schema: prosePage }),
};
