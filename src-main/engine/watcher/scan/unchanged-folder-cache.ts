import { createHash } from 'node:crypto';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { ScannedFolder } from './scan-tree.ts';

/**
 * Remembers a digest of each folder in which a scan found nothing to do. While the digest stays the same, the index
 * need not be read again: most folders of a large tree never change. Takes a few dozen bytes for each folder.
 */
export class UnchangedFolderCache {
  readonly #digests = new Map<string, string>();

  /** True when the folder equals the remembered one and no change of it was recorded since. */
  isUnchanged(scanned: ScannedFolder): boolean {
    const digest = this.#digests.get(scanned.folder);
    return digest !== undefined && digest === digestOf(scanned);
  }

  remember(scanned: ScannedFolder): void {
    this.#digests.set(scanned.folder, digestOf(scanned));
  }

  invalidate(folder: string): void {
    this.#digests.delete(folder);
  }

  clear(): void {
    this.#digests.clear();
  }
}

/** Everything of a scanned folder that the comparison with the index reads. */
function digestOf({ names, files, links, specials }: ScannedFolder): string {
  const text = [[...names], files.map(({ name }) => name), links, specials].map((list) => list.join('/'));
  const stamps = new Float64Array(files.flatMap(({ stamp }) => comparedOf(stamp)));
  return createHash('sha256').update(text.join('//')).update(stamps).digest('base64');
}

function comparedOf({ ino, size, mtimeMs, ctimeMs }: FileStamp): readonly number[] {
  return [ino, size, mtimeMs, ctimeMs];
}
