import { isSameVersion } from '#domain/file-stamp.ts';
import { REPEAT_WITHIN_MS } from '../ledger/retention.ts';
import type { Twin, UploadRow } from '../ledger/rows.ts';
import { hashFile } from './hash-file.ts';
import { fileToPost, type DeliveryParts } from './parts.ts';

/**
 * True when a file of a watch was already sent into the same dialog: same content, and the very same file under
 * whatever name, or another one that the watch's rule calls a repeat. Reads the file only when an upload of equal
 * size is known. Never true for what was sent by hand or asked for again.
 * @throws AppError like `FileSystem.open`
 */
export async function isRepeat(parts: DeliveryParts, row: UploadRow): Promise<boolean> {
  if (row.watch === undefined || row.forced) return false;
  const rule = parts.watches.get(row.watch)?.repeats ?? 'same-name';
  const since = parts.clock.now() - REPEAT_WITHIN_MS;
  const isTheSame = (twin: Twin) =>
    // Renamed after it was delivered, in a way the watch could not follow: never news, however long ago.
    isSameVersion(twin, row) ||
    (twin.deliveredAt >= since && (rule === 'any-name' || (rule === 'same-name' && twin.name === row.name)));

  const twins = parts.ledger.uploads.twins(row, 0).filter(isTheSame);
  if (twins.length === 0) return false;

  const sha256 = await hashFile(parts.files, fileToPost(row));
  return sha256 !== undefined && twins.some((twin) => twin.sha256 === sha256);
}
