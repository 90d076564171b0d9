import type { FileStamp } from '#domain/file-stamp.ts';
import type { WatchSpec } from '#domain/watch.ts';
import { quickCompare, NO_STAMP } from '../classify/classify-file.ts';
import type { FileChange, IndexedFile } from '../file-index.ts';
import type { ScannedFile, ScannedFolder } from './scan-tree.ts';

/** The differences between a scanned folder and the index. */
export interface FolderDiff {
  /** Changes that can be recorded at once. */
  readonly changes: readonly FileChange[];
  /** Files that have to become stable first. */
  readonly unstable: readonly ScannedFile[];
  /** Indexed names that the listing does not have. */
  readonly missing: readonly string[];
}

/** Compares a scanned folder with its indexed files. `isOld` is true for files from before the watch. */
export function diffFolder(
  scanned: ScannedFolder,
  known: ReadonlyMap<string, IndexedFile>,
  isOld: (name: string, stamp: FileStamp) => boolean,
  spec: Pick<WatchSpec, 'changed'>,
): FolderDiff {
  const changes: FileChange[] = [];
  const unstable: ScannedFile[] = [];

  for (const { name, stamp } of scanned.files) {
    const file = { folder: scanned.folder, name, stamp };
    const before = known.get(name);
    const match = quickCompare(before, stamp, spec);
    // Also another old file under the name of one: the folder was replaced, or the user agreed to its new place.
    const mayBeOld = before === undefined || before.status === 'preexisting';
    if (match === 'metadata-changed') changes.push({ type: 'metadataChanged', file });
    else if (match === 'different' && mayBeOld && isOld(name, stamp))
      changes.push({ type: 'preexisting', file });
    else if (match === 'different') unstable.push({ name, stamp });
  }

  const skip = (names: readonly string[], code: 'file.link' | 'file.special' | 'file.document') => {
    for (const name of names) {
      if (quickCompare(known.get(name), NO_STAMP, spec) === 'same') continue;
      const file = { folder: scanned.folder, name, stamp: NO_STAMP };
      changes.push(isOld(name, NO_STAMP) ? { type: 'preexisting', file } : { type: 'skipped', file, code });
    }
  };
  skip(scanned.links, 'file.link');
  skip(scanned.specials, 'file.special');
  skip(scanned.documents, 'file.document');

  const missing = [...known.values()].filter(
    (file) => file.goneAt === undefined && !scanned.names.has(file.name),
  );
  return { changes, unstable, missing: missing.map(({ name }) => name) };
}
