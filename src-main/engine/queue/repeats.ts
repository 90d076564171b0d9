import type { UploadRow } from '../ledger/rows.ts';
import { hashFile } from './hash-file.ts';
import { fileToPost, type DeliveryParts } from './parts.ts';

/** How long an earlier delivery makes the same content a repeat. */
const REPEAT_WITHIN_MS = 30 * 24 * 3_600_000;

/**
 * True when a file of a watch was already sent into the same dialog: same content, and the same name unless
 * the watch goes by content alone. Reads the file only when an upload of equal size is known. Never true for
 * what was sent by hand or asked for again.
 * @throws AppError like `FileSystem.open`
 */
export async function isRepeat(parts: DeliveryParts, row: UploadRow): Promise<boolean> {
  if (row.watch === undefined || row.forced) return false;
  const rule = parts.watches.get(row.watch)?.repeats ?? 'same-name';
  if (rule === 'never') return false;

  const twins = parts.ledger.uploads
    .twins(row, parts.clock.now() - REPEAT_WITHIN_MS)
    .filter((twin) => rule === 'any-name' || twin.name === row.name);
  if (twins.length === 0) return false;

  const sha256 = await hashFile(parts.files, fileToPost(row));
  return sha256 !== undefined && twins.some((twin) => twin.sha256 === sha256);
}
