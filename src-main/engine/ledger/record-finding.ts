import type { WatchSpec } from '#domain/watch.ts';
import type { Finding, FoundFile } from '../watch/memory.ts';
import { fileUploads, type FindingParts } from './file-uploads.ts';
import { versionRecorder } from './record-version.ts';
import type { UploadRow } from './rows.ts';
import type { Place } from './seen-places.ts';
import { hasEnded, isUndecided, isUnderWay, isWaiting } from './upload-standing.ts';

/**
 * Writes findings of a watch down, inside the caller's transaction; answers with the uploads they touched. A file
 * has one upload at a time: what happens to the file while it waits happens to that upload.
 */
export function findingRecorder(
  parts: FindingParts,
): (spec: WatchSpec, findings: readonly Finding[]) => readonly number[] {
  const { uploads } = parts;
  const files = fileUploads(parts);
  const versions = versionRecorder(parts, files);
  const { places, uploadOf, newUpload, queue, takeOver } = files;

  /** Another file was renamed over this one before it was sent; left alone, its upload would send that one too. */
  const endOverwritten = (row: UploadRow | undefined): void => {
    if (!isWaiting(row)) return;
    if (row.state === 'failed') uploads.applyWithin(row.id, { type: 'retry' }, {});
    uploads.applyWithin(row.id, { type: 'skip', code: 'file.vanished' }, {});
  };

  /** The file lies or looks otherwise, its content is the same: its upload follows it. */
  const follow = (spec: WatchSpec, row: UploadRow | undefined, file: FoundFile): number | undefined => {
    places.see(spec.name, file, row?.id);
    if (row === undefined) return undefined;
    const to = newUpload(spec, file);
    if (isUnderWay(row) || isUndecided(row)) {
      // The chat is searched for the name it was sent under.
      uploads.relocate(row.id, { ...to, name: row.name });
      return row.id;
    }
    if (row.state === 'skipped' && row.code === 'file.vanished') {
      uploads.relocate(row.id, to);
      uploads.applyWithin(row.id, { type: 'retry' }, {});
      return row.id;
    }
    if (hasEnded(row)) return undefined;
    uploads.relocate(row.id, to);
    return row.id;
  };

  const move = (spec: WatchSpec, left: number | undefined, file: FoundFile): number | undefined => {
    endOverwritten(uploadOf(spec, file));
    // A file that was there before the watch began stays one that is not sent, whatever it was renamed over.
    if (left === undefined) places.forget(spec.name, file);
    return follow(spec, left === undefined ? undefined : uploads.get(left), file);
  };

  /** Forgets the place a file has moved away from; answers with the upload it was known by there. */
  const leave = (spec: WatchSpec, from: Place): number | undefined => {
    const row = uploadOf(spec, from);
    places.forget(spec.name, from);
    return row?.id;
  };

  const recordOne = (spec: WatchSpec, finding: Finding, left: number | undefined): number | undefined => {
    switch (finding.type) {
      case 'baseline':
        places.see(spec.name, finding.file);
        return undefined;
      case 'arrived': {
        const row = uploadOf(spec, finding.file);
        return isWaiting(row) ? takeOver(spec, finding.file, row) : queue(spec, finding.file);
      }
      case 'changed':
        return versions.change(spec, finding.file);
      case 'skipped':
        return versions.skip(spec, finding.file, finding.code);
      case 'touched':
        return follow(spec, uploadOf(spec, finding.file), finding.file);
      case 'moved':
        return move(spec, left, finding.file);
      case 'gone':
        places.gone(spec.name, finding, finding.at);
        return undefined;
    }
  };

  return (spec, findings) => {
    // First of all, because other files of the same findings may have taken the places that were left.
    const left = findings.map((one) => (one.type === 'moved' ? leave(spec, one.from) : undefined));
    const touched = findings.map((one, at) => recordOne(spec, one, left[at]));
    return touched.filter((id) => id !== undefined);
  };
}
