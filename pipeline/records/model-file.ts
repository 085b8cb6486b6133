import { z } from 'zod';

const digest = (algorithm: string, length: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${String(length)}}$`), `a ${algorithm} digest in lower-case hex`);

/** What is said of weights of every format. */
const common = {
  /** sha256 over names, shapes and little-endian float32 values; see importers/tensor-digest. */
  tensorDigest: digest('sha256', 64),
  licence: z.string(),
  citation: z.string(),
};

/** Weights that others publish, of which there is no digest yet. */
const unpinnedSchema = z.strictObject({
  format: z.enum(['caffemodel', 'tensorflow-graphdef']),
  /** File name looked for in ATLAS_MODELS. */
  file: z.string(),
  url: z.url(),
  /** Where one is published: a first run that finds another file refuses it. */
  fileDigest: digest('sha1', 40).optional(),
  /** Where the file is one of those in an archive at `url`. */
  archive: z.literal('zip').optional(),
  licence: common.licence,
  citation: common.citation,
});

/** The format is declared, never guessed from the bytes. */
const weightsSchema = z.discriminatedUnion('format', [
  unpinnedSchema.extend({
    /** sha1 of the public file; other containers of the same tensors are told by the tensor digest. */
    fileDigest: digest('sha1', 40),
    ...common,
  }),
  z.strictObject({
    format: z.literal('safetensors'),
    /** File name in the folder of `weightDirectory`. */
    file: z.string(),
    /** JSON file beside it that describes the network; see importers/network-description. */
    network: z.string(),
    /** Absent for weights that the project ships. */
    url: z.url().optional(),
    ...common,
  }),
]);

/** `content/models/<name>.yaml`: everything that adds a model to the atlas, its weights pinned. */
export const modelFileSchema = z.strictObject({
  /** Slug used in URLs and on the command line; equals the file's name. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string(),
  description: z.string(),
  /** The trained model whose first weights these are: its control, to which no claims are put. */
  controlOf: z.string().optional(),
  /** Where the weights come from and how a copy is recognised. */
  weights: weightsSchema,
  input: z.strictObject({
    /** Name of the input value in the weight file. */
    name: z.string(),
    /** Pixels, [height, width]. */
    size: z.tuple([z.int().positive(), z.int().positive()]),
    channels: z.enum(['rgb', 'bgr']),
    /** Subtracted per channel, in the order of `channels`, on the 0–255 scale. */
    mean: z.tuple([z.number(), z.number(), z.number()]),
  }),
  /** The value that holds the class scores before the softmax, and the number of classes. */
  output: z.strictObject({ name: z.string(), classes: z.int().positive() }),
  /**
   * Layers that the atlas covers, in the order of the network. A model without any is not probed: its
   * weights are there to be read.
   */
  layers: z.array(
    z.strictObject({
      /** Exact name in the weight file, e.g. `inception_3b/output`. */
      name: z.string(),
      /** Short form used in labels and URLs, e.g. `3b`. */
      alias: z.string().regex(/^[a-z0-9]+$/),
    }),
  ),
  /**
   * Layers inside covered ones whose units get feature pictures, and nothing else: the reductions that a
   * covered layer reads.
   */
  innerLayers: z
    .array(
      z.strictObject({
        name: z.string(),
        alias: z.string().regex(/^[a-z0-9]+$/),
        /** The covered layer on whose page they are shown. */
        within: z.string(),
      }),
    )
    .optional(),
  /** The first covered layer in which correspondences without a group are sought; none where absent. */
  correspondencesFrom: z.string().optional(),
  /** What the model is probed with beside dead leaves and synthetic stimuli; nothing where absent. */
  photographs: z
    .strictObject({
      /** Folder in ATLAS_IMAGES. */
      imageSet: z.string(),
      /** sha256 over sorted names and file digests; see stimuli/photographs. */
      imageSetDigest: digest('sha256', 64),
    })
    .optional(),
  /** Whether the classification of the photographs is checked, and how they name their classes. */
  evaluation: z
    .strictObject({
      /** One photograph a class: its place among the sorted file names is the class. */
      classOrder: z.literal('sorted file names'),
    })
    .optional(),
});

/**
 * The same before anybody has had the weights here: neither digest. The first run that finds the
 * weights pins them; nothing else can be done with such a model.
 */
export const unpinnedModelFileSchema = modelFileSchema.extend({ weights: unpinnedSchema });

export type ModelFile = z.infer<typeof modelFileSchema>;
export type UnpinnedModelFile = z.infer<typeof unpinnedModelFileSchema>;
export type AnyModelFile = ModelFile | UnpinnedModelFile;

/** Whether the digests of a model's weights are known. */
export function isPinned(model: AnyModelFile): model is ModelFile {
  return 'tensorDigest' in model.weights;
}
