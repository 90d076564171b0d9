import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { ErrorCode } from '#domain/errors.ts';
import { isClosed } from '#domain/upload.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { NewUpload, UploadRow } from '../uploads/rows.ts';
import { isQuestion, isTakenBy, isUndecided, isUnderWay, isWaiting } from '../uploads/upload-predicates.ts';
import type { Uploads } from '../uploads/uploads.ts';
import { readable } from '../../system/byte-names.ts';
import type { FileChange, FileKey, FoundFile } from '../../watcher/file-index.ts';
import type { FileIndexTable } from './file-index-table.ts';
import { findDeliveredUpload, findUnverifiedUpload } from './versions.ts';

export interface ChangeWriterDeps {
  readonly db: DatabaseSync;
  readonly table: FileIndexTable;
  readonly uploads: Uploads;
  readonly now: () => number;
  /** The caption of a file that becomes an upload. */
  readonly captionFor: (spec: WatchSpec, file: FoundFile) => string;
}

type UploadId = number | undefined;

/** The upload while the user has not decided yet whether it is meant for the chat. */
function questionOf(row: UploadRow | undefined): UploadRow | undefined {
  return row?.state === 'failed' && isQuestion(row.code) ? row : undefined;
}

/** A file that grows within this time after its delivery was delivered too soon. Later it was continued. */
const GROWING_MS = 600_000;

const IGNORED_CHANGES: readonly ErrorCode[] = [
  'file.changed-after-delivery',
  'file.grown-after-delivery',
  'file.change-ignored',
];

/**
 * Writes the changes of a watch inside the caller's transaction and returns the ids of the changed uploads. A file has
 * one upload at a time: while the upload waits, it follows the file.
 */
export function changeWriter(
  deps: ChangeWriterDeps,
): (spec: WatchSpec, changes: readonly FileChange[]) => readonly number[] {
  const { db, table, uploads } = deps;

  const uploadOf = (spec: WatchSpec, key: FileKey): UploadRow | undefined => {
    const id = table.uploadAt(spec.name, key);
    return id === undefined ? undefined : uploads.get(id);
  };

  const newUpload = (spec: WatchSpec, file: FoundFile): NewUpload => ({
    watch: spec.name,
    target: spec.target,
    caption: deps.captionFor(spec, file),
    path: join(spec.folder, file.folder, file.name),
    root: spec.folder,
    name: readable(file.name).normalize('NFC'),
    stamp: file.stamp,
    waitedFor: file.waitedFor,
  });

  const enqueue = (spec: WatchSpec, file: FoundFile): UploadId => {
    // An upload sent this version under a name that the watch never saw.
    const unverified = findUnverifiedUpload(db, spec.target, file.stamp);
    if (unverified !== undefined) {
      uploads.relocate(unverified.id, { ...newUpload(spec, file), name: unverified.name });
      table.upsert(spec.name, file, unverified.id);
      return unverified.id;
    }
    const id = uploads.insert(newUpload(spec, file), 'queued', deps.now());
    table.upsert(spec.name, file, id);
    return id;
  };

  /** The waiting upload of the file continues with the new version. */
  const replaceVersion = (spec: WatchSpec, file: FoundFile, row: UploadRow): UploadId => {
    uploads.relocate(row.id, newUpload(spec, file));
    if (row.state === 'settling') uploads.applyInTransaction(row.id, { type: 'settled' }, {});
    if (row.state === 'failed') uploads.applyInTransaction(row.id, { type: 'retry' }, {});
    table.upsert(spec.name, file, row.id);
    return row.id;
  };

  const add = (spec: WatchSpec, file: FoundFile): UploadId => {
    const row = uploadOf(spec, file);
    return isWaiting(row) ? replaceVersion(spec, file, row) : enqueue(spec, file);
  };

  const modify = (spec: WatchSpec, file: FoundFile): UploadId => {
    const row = uploadOf(spec, file);
    if (questionOf(row) !== undefined) return ask(spec, file, row);
    if (isTakenBy(row, file) && (isClosed(row) || isUndecided(row))) {
      table.upsert(spec.name, file, row.id);
      return undefined;
    }
    if (row === undefined || isClosed(row) || isUndecided(row)) return enqueue(spec, file);
    // The outcome of the running attempt decides what the change means. The next scan finds it again.
    if (isUnderWay(row)) return undefined;
    return replaceVersion(spec, file, row);
  };

  const skip = (spec: WatchSpec, file: FoundFile, code: ErrorCode): UploadId => {
    const row = uploadOf(spec, file);
    if (IGNORED_CHANGES.includes(code)) return skipChange(spec, file, row, code);
    if (row !== undefined && isUnderWay(row)) return undefined;
    const upload = newUpload(spec, file);
    if (row !== undefined && !isClosed(row) && row.state !== 'failed') {
      uploads.relocate(row.id, upload);
      uploads.applyInTransaction(row.id, { type: 'skip', code }, {});
      table.upsert(spec.name, file, row.id);
      return row.id;
    }
    const id = uploads.insert(upload, 'skipped', deps.now(), code);
    table.upsert(spec.name, file, id);
    return id;
  };

  /** One question for each path, about the file that is there now. */
  const ask = (
    spec: WatchSpec,
    file: FoundFile,
    row: UploadRow | undefined,
    code: ErrorCode = 'file.name-reused',
  ): UploadId => {
    // It was renamed to here, after its own name was taken.
    const delivered = findDeliveredUpload(db, spec.target, file.stamp);
    if (delivered !== undefined) {
      table.upsert(spec.name, file, delivered);
      return undefined;
    }
    const upload = newUpload(spec, file);
    const question = questionOf(row);
    if (question === undefined) {
      const id = uploads.insert(upload, 'failed', deps.now(), code);
      table.upsert(spec.name, file, id);
      return id;
    }
    uploads.relocate(question.id, upload);
    table.upsert(spec.name, file);
    return question.id;
  };

  /** An ignored change keeps the delivery in the index and shows in one row, however often the file changes. */
  const skipChange = (
    spec: WatchSpec,
    file: FoundFile,
    row: UploadRow | undefined,
    code: ErrorCode,
  ): UploadId => {
    if (questionOf(row) !== undefined) return ask(spec, file, row);
    const isLate = deps.now() - (row?.deliveredAt ?? 0) > GROWING_MS;
    if (isTakenBy(row, file)) {
      table.upsert(spec.name, file, row.id);
      return undefined;
    }
    table.upsert(spec.name, file);
    const upload = newUpload(spec, file);
    const ignored = uploads.ignoredFor(spec.name, upload.path);
    const shown = code === 'file.grown-after-delivery' && isLate ? 'file.changed-after-delivery' : code;
    if (ignored === undefined) return uploads.insert(upload, 'skipped', deps.now(), shown);
    uploads.relocate(ignored.id, upload);
    // It was sent too soon, however it changes later.
    if (ignored.code !== 'file.grown-after-delivery') uploads.setSkipCode(ignored.id, shown);
    return ignored.id;
  };

  /** The content is the same at another place or with other metadata: the upload follows the file. */
  const relocate = (spec: WatchSpec, row: UploadRow | undefined, file: FoundFile): UploadId => {
    table.upsert(spec.name, file, row?.id);
    if (row === undefined) return undefined;
    const to = newUpload(spec, file);
    if (isUnderWay(row) || isUndecided(row)) {
      // The verification searches the chat for the name that was sent.
      uploads.relocate(row.id, { ...to, name: row.name });
      return row.id;
    }
    const isBack = row.state === 'skipped' && row.code === 'file.vanished';
    if (isClosed(row) && !isBack) return undefined;
    uploads.relocate(row.id, to);
    if (isBack) uploads.applyInTransaction(row.id, { type: 'retry' }, {});
    return row.id;
  };

  const move = (spec: WatchSpec, detached: UploadId, file: FoundFile): UploadId => {
    skipOverwritten(uploadOf(spec, file));
    // A preexisting file is not sent, whatever file it replaced.
    if (detached === undefined) table.delete(spec.name, file);
    return relocate(spec, detached === undefined ? undefined : uploads.get(detached), file);
  };

  /** Another file was renamed over this one before it was sent. Its upload would send that other file, too. */
  const skipOverwritten = (row: UploadRow | undefined): void => {
    if (!isWaiting(row)) return;
    if (row.state === 'failed') uploads.applyInTransaction(row.id, { type: 'retry' }, {});
    uploads.applyInTransaction(row.id, { type: 'skip', code: 'file.vanished' }, {});
  };

  /** Deletes the entry of the old path and returns the id of its upload. */
  const detach = (spec: WatchSpec, from: FileKey): UploadId => {
    const id = uploadOf(spec, from)?.id;
    table.delete(spec.name, from);
    return id;
  };

  const recordOne = (spec: WatchSpec, change: FileChange, detached: UploadId): UploadId => {
    switch (change.type) {
      case 'preexisting':
        table.upsert(spec.name, change.file);
        return undefined;
      case 'added':
        return add(spec, change.file);
      case 'modified':
        return modify(spec, change.file);
      case 'skipped':
        return skip(spec, change.file, change.code);
      case 'metadataChanged':
        return relocate(spec, uploadOf(spec, change.file), change.file);
      case 'unclear':
        return ask(spec, change.file, uploadOf(spec, change.file));
      case 'old':
        return ask(spec, change.file, uploadOf(spec, change.file), 'file.old');
      case 'moved':
        return move(spec, detached, change.file);
      case 'removed':
        table.markRemoved(spec.name, change, change.at);
        return undefined;
    }
  };

  return (spec, changes) => {
    // Before everything else: other files of the same changes may be at the old paths now.
    const detached = changes.map((one) => (one.type === 'moved' ? detach(spec, one.from) : undefined));
    return changes
      .map((one, index) => recordOne(spec, one, detached[index]))
      .filter((id) => id !== undefined);
  };
}
