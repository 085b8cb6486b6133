import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where things are on this machine: the only place that reads environment variables. */
export interface Environment {
  /** The project's root. */
  readonly root: string;
  /** Directory of weight files (`ATLAS_MODELS`). */
  readonly models: string;
  /** Directory of photograph sets, one folder each (`ATLAS_IMAGES`). */
  readonly images: string;
  /** Directory of CIFAR-10's binary files (`ATLAS_CIFAR10`). */
  readonly cifar10: string;
  /** Directory of the networks that are trained here. */
  readonly trained: string;
  /** Directory of pictures that are drawn by themselves. */
  readonly drawn: string;
  /** Directory of the artifact store (`ATLAS_STORE`). */
  readonly store: string;
}

/** The project that this file belongs to. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Paths from the variables; relative ones start at the project's root. Empty counts as unset. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  root: string = projectRoot,
): Environment {
  const path = (name: string, otherwise: string): string =>
    resolve(root, variables[name] || otherwise);
  return {
    root: resolve(root),
    models: path('ATLAS_MODELS', '.atlas/models'),
    images: path('ATLAS_IMAGES', '.atlas/images'),
    cifar10: path('ATLAS_CIFAR10', '.atlas/cifar10'),
    trained: resolve(root, '.atlas/trained'),
    drawn: resolve(root, '.atlas/drawn'),
    store: path('ATLAS_STORE', '.atlas/store'),
  };
}
