import type { ErrorCode } from '#domain/errors.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { FoundFile } from '../watch/memory.ts';
import type { FileUploads, FindingParts } from './file-uploads.ts';
import { hasEnded, isTakenBy, isUndecided, isUnderWay } from './upload-standing.ts';

/** Writes down that a file has other content; each answers with the upload it touched. */
export interface VersionRecorder {
  change(spec: WatchSpec, file: FoundFile): number | undefined;
  /** The file as it is now is not sent. */
  skip(spec: WatchSpec, file: FoundFile, code: ErrorCode): number | undefined;
}

export function versionRecorder(
  parts: Pick<FindingParts, 'uploads' | 'now'>,
  files: FileUploads,
): VersionRecorder {
  const { uploads } = parts;
  const { places, uploadOf, newUpload, queue, takeOver } = files;

  const change = (spec: WatchSpec, file: FoundFile): number | undefined => {
    const row = uploadOf(spec, file);
    if (isTakenBy(row, file) && (hasEnded(row) || isUndecided(row))) {
      places.see(spec.name, file, row.id);
      return undefined;
    }
    if (row === undefined || hasEnded(row) || isUndecided(row)) return queue(spec, file);
    // Not now: what becomes of the attempt decides what the change is. The next scan finds it again.
    if (isUnderWay(row)) return undefined;
    return takeOver(spec, file, row);
  };

  const skip = (spec: WatchSpec, file: FoundFile, code: ErrorCode): number | undefined => {
    const upload = newUpload(spec, file);
    const row = uploadOf(spec, file);
    if (code === 'file.changed-after-delivery' && isTakenBy(row, file)) {
      places.see(spec.name, file, row.id);
      return undefined;
    }
    if (code === 'file.changed-after-delivery') {
      // A change that is ignored does not undo the delivery the file is known by, and shows once.
      places.see(spec.name, file);
      const ignored = uploads.ignoredFor(spec.name, upload.path);
      if (ignored === undefined) return uploads.insert(upload, 'skipped', parts.now(), code);
      uploads.relocate(ignored.id, upload);
      return ignored.id;
    }
    if (row !== undefined && isUnderWay(row)) return undefined;
    if (row !== undefined && !hasEnded(row) && row.state !== 'failed') {
      uploads.relocate(row.id, upload);
      uploads.applyWithin(row.id, { type: 'skip', code }, {});
      places.see(spec.name, file, row.id);
      return row.id;
    }
    const id = uploads.insert(upload, 'skipped', parts.now(), code);
    places.see(spec.name, file, id);
    return id;
  };

  return { change, skip };
}
