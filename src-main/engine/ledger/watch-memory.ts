import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { ErrorCode } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { Finding, FoundFile, SeenFile, Standing, WatchMemory } from '../watch/memory.ts';
import { mapping, transaction } from './database.ts';
import type { NewUpload } from './rows.ts';
import type { Uploads } from './uploads.ts';
import { numberOf, optionalNumber, optionalText, textOf } from './upload-rows.ts';

export interface MemoryParts {
  readonly db: DatabaseSync;
  readonly uploads: Uploads;
  readonly now: () => number;
  /** The caption of a file that becomes an upload. */
  readonly captionFor: (spec: WatchSpec, file: FoundFile) => string;
  /** Called after the transaction with the uploads that are new or have changed. */
  readonly onUploads: (ids: readonly number[]) => void;
}

/** What the watches know, kept in the ledger. `specs` are the watches that run, by name. */
export function createWatchMemory(parts: MemoryParts, specs: ReadonlyMap<string, WatchSpec>): WatchMemory {
  const { db, uploads } = parts;
  const sql = mapping(() => prepare(db));

  const specOf = (watch: string): WatchSpec => {
    const spec = specs.get(watch);
    if (spec === undefined) throw new TypeError(`no watch is called ${watch}`);
    return spec;
  };

  const see = (watch: string, file: FoundFile, upload?: number) => {
    const { stamp } = file;
    sql.see.run(watch, file.folder, file.name, stamp.ino, stamp.size, stamp.mtimeMs, upload ?? null);
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

  const arrive = (spec: WatchSpec, file: FoundFile): number => {
    const upload = newUpload(spec, file);
    const pending = uploads.pendingFor(spec.name, upload.path);
    if (pending === undefined) return uploads.insert(upload, 'queued', parts.now());
    // The file changed before it was sent: the upload that waits for it takes the new version along.
    uploads.relocate(pending.id, upload);
    if (pending.state === 'settling') uploads.applyWithin(pending.id, { type: 'settled' }, {});
    if (pending.state === 'failed') uploads.applyWithin(pending.id, { type: 'retry' }, {});
    return pending.id;
  };

  const skip = (spec: WatchSpec, file: FoundFile, code: ErrorCode): number => {
    const upload = newUpload(spec, file);
    if (code === 'file.changed-after-delivery') {
      const ignored = uploads.ignoredFor(spec.name, upload.path);
      if (ignored !== undefined) {
        uploads.relocate(ignored.id, upload);
        return ignored.id;
      }
    }
    return uploads.insert(upload, 'skipped', parts.now(), code);
  };

  /** A pending upload of the file at `from` goes on with the file as it lies and looks now. */
  const carryAlong = (spec: WatchSpec, from: Pick<SeenFile, 'folder' | 'name'>, file: FoundFile) => {
    const pending = uploads.pendingFor(spec.name, join(spec.folder, from.folder, from.name));
    if (pending === undefined) return undefined;
    uploads.relocate(pending.id, newUpload(spec, file));
    return pending.id;
  };

  const move = (
    spec: WatchSpec,
    from: Pick<SeenFile, 'folder' | 'name'>,
    file: FoundFile,
  ): number | undefined => {
    const known = sql.one.get(spec.name, from.folder, from.name);
    see(spec.name, file, known === undefined ? undefined : optionalNumber(known, 'upload'));
    sql.forget.run(spec.name, from.folder, from.name);
    return carryAlong(spec, from, file);
  };

  /** Records one finding; resolves to the upload it touched, if any. */
  const recordOne = (spec: WatchSpec, finding: Finding): number | undefined => {
    switch (finding.type) {
      case 'baseline':
        see(spec.name, finding.file);
        return undefined;
      case 'touched':
        see(spec.name, finding.file);
        return carryAlong(spec, finding.file, finding.file);
      case 'arrived':
      case 'changed': {
        const id = arrive(spec, finding.file);
        see(spec.name, finding.file, id);
        return id;
      }
      case 'skipped': {
        const id = skip(spec, finding.file, finding.code);
        // A change that is ignored does not undo the delivery the file is known by.
        see(spec.name, finding.file, finding.code === 'file.changed-after-delivery' ? undefined : id);
        return id;
      }
      case 'moved':
        return move(spec, finding.from, finding.file);
      case 'gone':
        sql.gone.run(finding.at, spec.name, finding.folder, finding.name);
        return undefined;
    }
  };

  return {
    begin: (watch, folder) => {
      const before = sql.folderOf.get(watch);
      if (before === undefined) return false;
      if (textOf(before, 'folder') === folder) return true;
      // The watch looks elsewhere now; what it knew of the old folder says nothing about the new one.
      transaction(db, () => {
        sql.forgetAll.run(watch);
        sql.forgetWatch.run(watch);
      });
      return false;
    },
    begun: (watch, folder) => {
      transaction(db, () => sql.begun.run(watch, folder, parts.now()));
    },
    inFolder: (watch, folder) =>
      new Map(sql.inFolder.all(watch, folder).map((raw) => [textOf(raw, 'name'), toSeenFile(raw)])),
    folders: (watch) => sql.folders.all(watch).map((raw) => textOf(raw, 'folder')),
    byIdentity: (watch, identity: Pick<FileStamp, 'ino' | 'size' | 'mtimeMs'>) => {
      const raw = sql.byIdentity.get(watch, identity.ino, identity.size, identity.mtimeMs);
      return raw === undefined ? undefined : toSeenFile(raw);
    },
    record: (watch, findings) => {
      const spec = specOf(watch);
      const touched = transaction(db, () => findings.map((finding) => recordOne(spec, finding)));
      const ids = touched.filter((id) => id !== undefined);
      if (ids.length > 0) parts.onUploads(ids);
    },
  };
}

function toSeenFile(raw: Parameters<typeof textOf>[0]): SeenFile {
  return {
    folder: textOf(raw, 'folder'),
    name: textOf(raw, 'name'),
    ino: numberOf(raw, 'ino'),
    size: numberOf(raw, 'size'),
    mtimeMs: numberOf(raw, 'mtime_ms'),
    sha256: optionalText(raw, 'sha256'),
    standing: standingOf(raw),
    goneAt: optionalNumber(raw, 'gone_at'),
  };
}

function standingOf(raw: Parameters<typeof textOf>[0]): Standing {
  switch (optionalText(raw, 'state')) {
    case undefined:
      return 'baseline';
    case 'delivered':
      return 'delivered';
    case 'skipped':
    case 'cancelled':
      return 'skipped';
    default:
      return 'open';
  }
}

const KNOWN = `SELECT seen.*, uploads.state, uploads.sha256 FROM seen LEFT JOIN uploads ON uploads.id = seen.upload`;

function prepare(db: DatabaseSync) {
  return {
    folderOf: db.prepare(`SELECT folder FROM watches WHERE name = ?`),
    begun: db.prepare(`INSERT INTO watches (name, folder, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`),
    forgetAll: db.prepare(`DELETE FROM seen WHERE watch = ?`),
    forgetWatch: db.prepare(`DELETE FROM watches WHERE name = ?`),
    inFolder: db.prepare(`${KNOWN} WHERE seen.watch = ? AND seen.folder = ?`),
    folders: db.prepare(`SELECT DISTINCT folder FROM seen WHERE watch = ?`),
    one: db.prepare(`SELECT * FROM seen WHERE watch = ? AND folder = ? AND name = ?`),
    byIdentity: db.prepare(
      `${KNOWN} WHERE seen.watch = ? AND seen.ino = ? AND seen.size = ? AND seen.mtime_ms = ?
       ORDER BY seen.gone_at IS NULL DESC LIMIT 1`,
    ),
    see: db.prepare(
      `INSERT INTO seen (watch, folder, name, ino, size, mtime_ms, upload) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET ino = excluded.ino, size = excluded.size, mtime_ms = excluded.mtime_ms,
         upload = coalesce(excluded.upload, upload), gone_at = NULL`,
    ),
    forget: db.prepare(`DELETE FROM seen WHERE watch = ? AND folder = ? AND name = ?`),
    gone: db.prepare(`UPDATE seen SET gone_at = ? WHERE watch = ? AND folder = ? AND name = ?`),
  };
}
