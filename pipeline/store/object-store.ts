import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf, shortDigest } from './digest.ts';
import { writeAtomically } from './write-atomically.ts';

/** Bytes by the sha256 of their content, under `<root>/objects/ab/cdef…`. */
export interface ObjectStore {
  /** Keeps the bytes and gives their digest. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes, or undefined where they are absent or damaged; damage is noted and removed. */
  get(digest: string): Promise<Uint8Array | undefined>;
  /** Digests of everything that `get` can be asked for, unread: some may turn out damaged. */
  list(): Promise<Set<string>>;
  /** Path of an object, whether it is there or not. */
  path(digest: string): string;
}

export interface ObjectStoreOptions {
  readonly root: string;
  /**
   * Folders whose files serve as objects too, at any depth, by the digest of their bytes: what is
   * committed needs no second copy in the store.
   */
  readonly committed?: readonly string[];
  readonly note: (line: string) => void;
}

export function openObjectStore({ root, committed = [], note }: ObjectStoreOptions): ObjectStore {
  const folder = join(root, 'objects');
  const path = (digest: string): string => join(folder, digest.slice(0, 2), digest.slice(2));
  let committedFiles: Promise<ReadonlyMap<string, string>> | undefined;
  const committedPath = async (digest: string): Promise<string | undefined> => {
    committedFiles ??= filesByDigest(committed);
    return (await committedFiles).get(digest);
  };

  return {
    path,
    async put(bytes) {
      const digest = digestOf(bytes);
      await writeAtomically(path(digest), bytes);
      return digest;
    },
    async get(digest) {
      const stored = await readIfThere(path(digest));
      if (stored !== undefined && digestOf(stored) === digest) return stored;
      if (stored !== undefined) {
        note(`object ${shortDigest(digest)} of the store is damaged and counts as absent`);
        await rm(path(digest), { force: true }).catch(() => undefined);
      }
      const other = await committedPath(digest);
      const bytes = other === undefined ? undefined : await readIfThere(other);
      return bytes !== undefined && digestOf(bytes) === digest ? bytes : undefined;
    },
    async list() {
      committedFiles ??= filesByDigest(committed);
      const digests = new Set((await committedFiles).keys());
      for (const first of await namesIn(folder)) {
        for (const rest of await namesIn(join(folder, first))) {
          if (/^[0-9a-f]{64}$/.test(first + rest)) digests.add(first + rest);
        }
      }
      return digests;
    },
  };
}

async function filesByDigest(folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const name of await namesIn(folder, { recursive: true })) {
      const path = join(folder, name);
      if ((await stat(path)).isFile()) files.set(digestOf(await readFile(path)), path);
    }
  }
  return files;
}

async function namesIn(folder: string, options = { recursive: false }): Promise<string[]> {
  try {
    return (await readdir(folder, options)).sort();
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(path);
    // A Buffer's slice() is a view where a Uint8Array's is a copy: hand out the plain kind.
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

function isAbsence(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  );
}
