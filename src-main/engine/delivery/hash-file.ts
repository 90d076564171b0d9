import { createHash } from 'node:crypto';
import { isSameVersion, type FileStamp } from '#domain/file-stamp.ts';
import type { FileSystem } from '../ports.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * SHA-256 of a file in lower-case hex, or undefined when it is no longer the version asked for.
 * @throws AppError like `FileSystem.open`
 */
export async function hashFile(
  files: FileSystem,
  file: { readonly path: string; readonly root: string; readonly stamp: FileStamp },
): Promise<string | undefined> {
  const open = await files.open(file.path, file.root);
  try {
    const hash = createHash('sha256');
    const chunk = new Uint8Array(CHUNK_BYTES);
    let position = 0;
    for (;;) {
      const read = await open.read(chunk, position);
      if (read === 0) break;
      hash.update(chunk.subarray(0, read));
      position += read;
    }
    const unchanged = position === file.stamp.size && isSameVersion(await open.stamp(), file.stamp);
    return unchanged ? hash.digest('hex') : undefined;
  } finally {
    await open.close();
  }
}
