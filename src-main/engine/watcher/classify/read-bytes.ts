import type { OpenFile } from '../../ports.ts';

/** Reads `length` bytes from `position`, fewer at the end of the file. */
export type ReadBytes = (position: number, length: number) => Promise<Uint8Array>;

export function readBytesOf(open: OpenFile): ReadBytes {
  return async (position, length) => {
    const target = new Uint8Array(length);
    return target.subarray(0, await open.read(target, position));
  };
}

/** One character for each byte. */
export function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
