import { createHash } from 'node:crypto';

/** sha256 in lower-case hex of bytes, or of a string's UTF-8 bytes. */
export function digestOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The first twelve digits: enough for a person to tell artifacts apart. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}
