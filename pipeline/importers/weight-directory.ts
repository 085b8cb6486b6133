import { join } from 'node:path';
import type { AnyModelFile } from '../records/model-file.ts';

/**
 * The directory of a model's weight files: the folder of its name beside its model file where the
 * project ships them, the directory of downloaded weights otherwise.
 */
export function weightDirectory(
  { name, weights }: Pick<AnyModelFile, 'name' | 'weights'>,
  { root, models }: { readonly root: string; readonly models: string },
): string {
  return isShipped(weights) ? join(root, 'content/models', name) : models;
}

/** Whether the weights are part of the project. */
export function isShipped({ url }: Pick<AnyModelFile['weights'], 'url'>): boolean {
  return url === undefined;
}
