import { globSync } from 'node:fs';
import { defineCollection } from 'astro:content';
import { glob, type Loader } from 'astro/loaders';
import { z } from 'zod';
import {
  agreementListSchema,
  circuitListSchema,
  controlsSchema,
  coverageListSchema,
  errorLedgerSchema,
  familyListSchema,
  lieDerivativeSchema,
  modelSchema,
  pictureListSchema,
  provenanceListSchema,
  scanSchema,
  stimulusGallerySchema,
  unitConnectionsListSchema,
  unitListSchema,
  weightEquivarianceSchema,
} from '../pipeline/records/index.ts';
import { claimRegister, modelCards, recordFiles, tagRegister } from './lib/record-loader.ts';

/** Authored prose for one tag; the file is named for the tag in lower case, e.g. `0a1b.md`. */
const proseOfTag = z.strictObject({ title: z.string() });

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
  cards: defineCollection({ loader: modelCards() }),
  tags: defineCollection({ loader: tagRegister() }),
  claims: defineCollection({ loader: claimRegister() }),
  familyProse: defineCollection({ loader: markdown('families'), schema: proseOfTag }),
  circuitProse: defineCollection({ loader: markdown('circuits'), schema: proseOfTag }),
  motifs: defineCollection({ loader: markdown('motifs'), schema: prosePage }),
  groups: defineCollection({ loader: markdown('groups'), schema: prosePage }),
  essays: defineCollection({ loader: markdown('essays'), schema: prosePage }),
};
