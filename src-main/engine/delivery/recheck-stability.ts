import { MAX_FILE_RETRY_MS } from '#domain/next-step.ts';
import { isUntouched, type FileStamp } from '#domain/file-stamp.ts';
import { transaction } from '../store/db/database.ts';
import {
  isIndexedElsewhere,
  updateIndexedVersion,
  findOtherUploadOfVersion,
} from '../store/file-index/versions.ts';
import type { UploadRow } from '../store/uploads/rows.ts';
import { isDriveOffline } from './is-drive-offline.ts';
import { quietMsOf, type DeliveryDeps } from './deps.ts';
import { transition } from './record-outcome.ts';

/**
 * Looks at a file that changed after it was queued: unchanged since the last look means that it is complete
 * and goes out as it is now. @throws AppError `ledger.full`
 */
export async function recheckStability(deps: DeliveryDeps, row: UploadRow): Promise<void> {
  const { db } = deps.ledger;
  const stamp = await deps.files.stamp(row.path);
  if (stamp === undefined) {
    if (await isDriveOffline(deps, row)) {
      transition(deps, row.id, {
        type: 'still-changing',
        until: deps.clock.now() + MAX_FILE_RETRY_MS,
      });
      return;
    }
    transition(deps, row.id, { type: 'skip', code: 'file.vanished' });
    return;
  }
  const taken = row.watch === undefined ? undefined : findOtherUploadOfVersion(db, row, stamp);
  if (taken !== undefined) {
    // Another file lies there, or the other has yet to be sent: all that is sure is that our own is no longer there.
    const isSent = taken === 'delivered' && stamp.ino === row.ino;
    transition(deps, row.id, { type: 'skip', code: isSent ? 'file.already-sent' : 'file.vanished' });
    return;
  }
  // Another file lies there, which changed once more before its own upload heard of it.
  if (stamp.ino !== row.ino && deps.ledger.uploads.hasSuccessor(row, stamp.ino)) {
    transition(deps, row.id, { type: 'skip', code: 'file.vanished' });
    return;
  }
  const { ino, size, mtimeMs, ctimeMs } = row;
  if (isUntouched(stamp, { dev: stamp.dev, ino, size, mtimeMs, ctimeMs })) {
    transition(deps, row.id, { type: 'settled' });
  } else if (row.watch !== undefined && isIndexedElsewhere(db, row, stamp)) {
    transition(deps, row.id, { type: 'skip', code: 'file.vanished' });
  } else {
    stillChanging(deps, row, stamp);
  }
}

function stillChanging(deps: DeliveryDeps, row: UploadRow, stamp: FileStamp): void {
  const { db, uploads } = deps.ledger;
  const until = deps.clock.now() + quietMsOf(deps, row);
  const changed = transaction(db, () => {
    updateIndexedVersion(db, row, stamp);
    return uploads.applyInTransaction(row.id, { type: 'still-changing', until }, { stamp });
  });
  if (changed !== undefined) deps.emit({ type: 'upload', row: changed });
}
