import protobuf from 'protobufjs';
import type { UserError } from '../records/user-error.ts';
import { unusable, type WeightSource } from './weight-source.ts';

/** A file format that is one protobuf message. */
export interface ProtobufFormat {
  /** What errors call it, after "a". */
  readonly name: string;
  /** What its outermost message holds, in words. */
  readonly content: string;
  /** Tags of all fields that the outermost message has. */
  readonly tags: ReadonlySet<number>;
}

/** Wire types. */
export const varint = 0;
export const delimited = 2;

export const fieldTag = (field: number, wireType: number): number => (field << 3) | wireType;

/**
 * Walks the outermost fields only, to tell a file that was cut short from one that is something else.
 *
 * @throws UserError, each in its own words.
 */
export function checkOutline(
  bytes: Uint8Array,
  format: ProtobufFormat,
  source: WeightSource,
): void {
  const reader = protobuf.Reader.create(bytes);
  try {
    if (bytes.length === 0) throw new RangeError('empty');
    while (reader.pos < reader.len) {
      const start = reader.pos;
      const tag = reader.uint32();
      if (!format.tags.has(tag)) {
        throw new Error(`no field of ${format.content} at byte ${String(start)}`);
      }
      reader.skipType(tag & 7);
    }
  } catch (error) {
    // The reader's sign that a field goes on beyond the last byte.
    if (!(error instanceof RangeError)) throw notInFormat(format, error, source);
    const found = `one that breaks off at byte ${String(bytes.length)}`;
    throw unusable(source, `a complete ${format.name}`, found);
  }
}

/** The error for bytes that are something else, or damaged inside. */
export function notInFormat(
  { name }: Pick<ProtobufFormat, 'name'>,
  cause: unknown,
  source: WeightSource,
): UserError {
  const problem = cause instanceof Error ? cause.message : String(cause);
  return unusable(source, `a ${name}`, `bytes that are not one (${problem})`);
}
