import { FILE_AGAIN_AT_LATEST_MS } from '#domain/next-step.ts';
import { isUntouched, type FileStamp } from '#domain/file-stamp.ts';
import { transaction } from '../ledger/database.ts';
import {
  isIndexedElsewhere,
  updateIndexedVersion,
  findOtherUploadOfVersion,
} from '../store/file-index/versions.ts';
import type { UploadRow } from '../ledger/rows.ts';
import { isAway } from './is-drive-offline.ts';
import { quietMsOf, type DeliveryParts } from './deps.ts';
import { transition } from './record-outcome.ts';

/**
 * Looks at a file that changed after it was queued: unchanged since the last look means that it is complete
 * and goes out as it is now. @throws AppError `ledger.full`
 */
export async function resettle(parts: DeliveryParts, row: UploadRow): Promise<void> {
  const { db } = parts.ledger;
  const stamp = await parts.files.stamp(row.path);
  if (stamp === undefined) {
    if (await isAway(parts, row)) {
      transition(parts, row.id, {
        type: 'still-changing',
        until: parts.clock.now() + FILE_AGAIN_AT_LATEST_MS,
      });
      return;
    }
    transition(parts, row.id, { type: 'skip', code: 'file.vanished' });
    return;
  }
  const taken = row.watch === undefined ? undefined : findOtherUploadOfVersion(db, row, stamp);
  if (taken !== undefined) {
    // Another file lies there, or the other has yet to be sent: all that is sure is that our own is no longer there.
    const isSent = taken === 'delivered' && stamp.ino === row.ino;
    transition(parts, row.id, { type: 'skip', code: isSent ? 'file.already-sent' : 'file.vanished' });
    return;
  }
  const { ino, size, mtimeMs, ctimeMs } = row;
  if (isUntouched(stamp, { dev: stamp.dev, ino, size, mtimeMs, ctimeMs })) {
    transition(parts, row.id, { type: 'settled' });
  } else if (row.watch !== undefined && isIndexedElsewhere(db, row, stamp)) {
    transition(parts, row.id, { type: 'skip', code: 'file.vanished' });
  } else {
    stillChanging(parts, row, stamp);
  }
}

function stillChanging(parts: DeliveryParts, row: UploadRow, stamp: FileStamp): void {
  const { db, uploads } = parts.ledger;
  const until = parts.clock.now() + quietMsOf(parts, row);
  const changed = transaction(db, () => {
    updateIndexedVersion(db, row, stamp);
    return uploads.applyWithin(row.id, { type: 'still-changing', until }, { stamp });
  });
  if (changed !== undefined) parts.emit({ type: 'upload', row: changed });
}
