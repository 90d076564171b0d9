import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { ErrorCode } from '#domain/errors.ts';
import { isSameVersion } from '#domain/file-stamp.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { Finding, FoundFile, SeenFile } from '../watch/memory.ts';
import { mapping } from './database.ts';
import type { NewUpload, UploadRow } from './rows.ts';
import { optionalNumber } from './upload-rows.ts';
import { versionUnderWay } from './same-version.ts';
import type { Uploads } from './uploads.ts';

export interface FindingParts {
  readonly db: DatabaseSync;
  readonly uploads: Uploads;
  readonly now: () => number;
  /** The caption of a file that becomes an upload. */
  readonly captionFor: (spec: WatchSpec, file: FoundFile) => string;
}

type Place = Pick<SeenFile, 'folder' | 'name'>;

/**
 * Writes findings of a watch down, inside the caller's transaction; answers with the uploads they touched. A file
 * has one upload at a time: what happens to the file while it waits happens to that upload.
 */
export function findingRecorder(
  parts: FindingParts,
): (spec: WatchSpec, findings: readonly Finding[]) => readonly number[] {
  const { uploads } = parts;
  const sql = mapping(() => prepare(parts.db));

  const see = (spec: WatchSpec, file: FoundFile, upload?: number) => {
    const { ino, size, mtimeMs } = file.stamp;
    sql.see.run(spec.name, file.folder, file.name, ino, size, mtimeMs, upload ?? null);
  };

  /** The upload that the file known at this place became last. */
  const uploadOf = (spec: WatchSpec, place: Place): UploadRow | undefined => {
    const known = sql.one.get(spec.name, place.folder, place.name);
    const id = known === undefined ? undefined : optionalNumber(known, 'upload');
    return id === undefined ? undefined : uploads.get(id);
  };

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
      see(spec, file, underWay.id);
      return underWay.id;
    }
    const id = uploads.insert(newUpload(spec, file), 'queued', parts.now());
    see(spec, file, id);
    return id;
  };

  /** The upload that waits for the file goes on with it as it is now. */
  const takeOver = (spec: WatchSpec, file: FoundFile, row: UploadRow): number => {
    uploads.relocate(row.id, newUpload(spec, file));
    if (row.state === 'settling') uploads.applyWithin(row.id, { type: 'settled' }, {});
    if (row.state === 'failed') uploads.applyWithin(row.id, { type: 'retry' }, {});
    see(spec, file, row.id);
    return row.id;
  };

  /** An attempt met the new version before the watch did: its upload goes by that version already. */
  const isTakenBy = (row: UploadRow | undefined, file: FoundFile): row is UploadRow =>
    row !== undefined &&
    row.state !== 'skipped' &&
    row.state !== 'cancelled' &&
    isSameVersion(row, file.stamp);

  const change = (spec: WatchSpec, file: FoundFile): number | undefined => {
    const row = uploadOf(spec, file);
    if (isTakenBy(row, file) && (hasEnded(row) || isUndecided(row))) {
      see(spec, file, row.id);
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
      see(spec, file, row.id);
      return undefined;
    }
    if (code === 'file.changed-after-delivery') {
      // A change that is ignored does not undo the delivery the file is known by, and shows once.
      see(spec, file);
      const ignored = uploads.ignoredFor(spec.name, upload.path);
      if (ignored === undefined) return uploads.insert(upload, 'skipped', parts.now(), code);
      uploads.relocate(ignored.id, upload);
      return ignored.id;
    }
    if (row !== undefined && isUnderWay(row)) return undefined;
    if (row !== undefined && !hasEnded(row) && row.state !== 'failed') {
      uploads.relocate(row.id, upload);
      uploads.applyWithin(row.id, { type: 'skip', code }, {});
      see(spec, file, row.id);
      return row.id;
    }
    const id = uploads.insert(upload, 'skipped', parts.now(), code);
    see(spec, file, id);
    return id;
  };

  /** Another file was renamed over this one before it was sent; left alone, its upload would send that one too. */
  const endOverwritten = (row: UploadRow | undefined): void => {
    if (row === undefined || hasEnded(row) || isUnderWay(row) || isUndecided(row)) return;
    if (row.state === 'failed') uploads.applyWithin(row.id, { type: 'retry' }, {});
    uploads.applyWithin(row.id, { type: 'skip', code: 'file.vanished' }, {});
  };

  /** The file lies or looks otherwise, its content is the same: its upload follows it. */
  const follow = (spec: WatchSpec, row: UploadRow | undefined, file: FoundFile): number | undefined => {
    see(spec, file, row?.id);
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
    return follow(spec, left === undefined ? undefined : uploads.get(left), file);
  };

  /** Forgets the place a file has moved away from; answers with the upload it was known by there. */
  const leave = (spec: WatchSpec, from: Place): number | undefined => {
    const row = uploadOf(spec, from);
    sql.forget.run(spec.name, from.folder, from.name);
    return row?.id;
  };

  const recordOne = (spec: WatchSpec, finding: Finding, left: number | undefined): number | undefined => {
    switch (finding.type) {
      case 'baseline':
        see(spec, finding.file);
        return undefined;
      case 'arrived': {
        const row = uploadOf(spec, finding.file);
        const waits = row !== undefined && !hasEnded(row) && !isUnderWay(row) && !isUndecided(row);
        return waits ? takeOver(spec, finding.file, row) : queue(spec, finding.file);
      }
      case 'changed':
        return change(spec, finding.file);
      case 'skipped':
        return skip(spec, finding.file, finding.code);
      case 'touched':
        return follow(spec, uploadOf(spec, finding.file), finding.file);
      case 'moved':
        return move(spec, left, finding.file);
      case 'gone':
        sql.gone.run(finding.at, spec.name, finding.folder, finding.name);
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

function hasEnded({ state }: UploadRow): boolean {
  return state === 'delivered' || state === 'skipped' || state === 'cancelled';
}

/** Sent, or perhaps sent, as it was: its stamp and name must stay. */
function isUnderWay({ state }: UploadRow): boolean {
  return state === 'sending' || state === 'unknown';
}

/** What it was may be in the chat, which only the user can tell: a newer version must not take its place. */
function isUndecided({ state, code }: UploadRow): boolean {
  return state === 'failed' && code === 'delivery.undecided';
}

function prepare(db: DatabaseSync) {
  return {
    one: db.prepare(`SELECT upload FROM seen WHERE watch = ? AND folder = ? AND name = ?`),
    see: db.prepare(
      `INSERT INTO seen (watch, folder, name, ino, size, mtime_ms, upload) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET ino = excluded.ino, size = excluded.size, mtime_ms = excluded.mtime_ms,
         upload = coalesce(excluded.upload, upload), gone_at = NULL`,
    ),
    forget: db.prepare(`DELETE FROM seen WHERE watch = ? AND folder = ? AND name = ?`),
    gone: db.prepare(`UPDATE seen SET gone_at = ? WHERE watch = ? AND folder = ? AND name = ?`),
  };
}
