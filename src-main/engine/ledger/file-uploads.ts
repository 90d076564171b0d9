import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { WatchSpec } from '#domain/watch.ts';
import type { FoundFile } from '../watch/memory.ts';
import type { NewUpload, UploadRow } from './rows.ts';
import { versionUnderWay } from './same-version.ts';
import { seenPlaces, type Place, type SeenPlaces } from './seen-places.ts';
import type { Uploads } from './uploads.ts';

export interface FindingParts {
  readonly db: DatabaseSync;
  readonly uploads: Uploads;
  readonly now: () => number;
  /** The caption of a file that becomes an upload. */
  readonly captionFor: (spec: WatchSpec, file: FoundFile) => string;
}

/** The files of the watches and the uploads they become, inside the caller's transaction. */
export interface FileUploads {
  readonly places: SeenPlaces;
  /** The upload that the file known at this place became last. */
  readonly uploadOf: (spec: WatchSpec, place: Place) => UploadRow | undefined;
  readonly newUpload: (spec: WatchSpec, file: FoundFile) => NewUpload;
  /** A new upload of the file; answers with its id. */
  readonly queue: (spec: WatchSpec, file: FoundFile) => number;
  /** The upload that waits for the file goes on with it as it is now; answers with its id. */
  readonly takeOver: (spec: WatchSpec, file: FoundFile, row: UploadRow) => number;
}

export function fileUploads(parts: FindingParts): FileUploads {
  const { uploads } = parts;
  const places = seenPlaces(parts.db);

  const newUpload = (spec: WatchSpec, file: FoundFile): NewUpload => ({
    watch: spec.name,
    target: spec.target,
    caption: parts.captionFor(spec, file),
    path: join(spec.folder, file.folder, file.name),
    root: spec.folder,
    name: file.name.normalize('NFC'),
    stamp: file.stamp,
  });

  const queue = (spec: WatchSpec, file: FoundFile): number => {
    // Its upload met this version under another name, which the watch never saw.
    const underWay = versionUnderWay(parts.db, spec.target, file.stamp);
    if (underWay !== undefined) {
      uploads.relocate(underWay.id, { ...newUpload(spec, file), name: underWay.name });
      places.see(spec.name, file, underWay.id);
      return underWay.id;
    }
    const id = uploads.insert(newUpload(spec, file), 'queued', parts.now());
    places.see(spec.name, file, id);
    return id;
  };

  const takeOver = (spec: WatchSpec, file: FoundFile, row: UploadRow): number => {
    uploads.relocate(row.id, newUpload(spec, file));
    if (row.state === 'settling') uploads.applyWithin(row.id, { type: 'settled' }, {});
    if (row.state === 'failed') uploads.applyWithin(row.id, { type: 'retry' }, {});
    places.see(spec.name, file, row.id);
    return row.id;
  };

  const uploadOf = (spec: WatchSpec, place: Place): UploadRow | undefined => {
    const id = places.uploadAt(spec.name, place);
    return id === undefined ? undefined : uploads.get(id);
  };

  return { places, uploadOf, newUpload, queue, takeOver };
}
