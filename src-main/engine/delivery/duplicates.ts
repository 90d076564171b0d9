import { REPEAT_WITHIN_MS } from '../ledger/retention.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { TwinRule } from '../ledger/twins.ts';
import { hashFile } from './hash-file.ts';
import { fileToPost, type DeliveryParts } from './deps.ts';

/**
 * True when a file of a watch was already sent into the same dialog: same content, and the very same file under
 * whatever name, or another one that the watch's rule calls a repeat. Reads the file only when an upload of equal
 * size is known. Never true for what was sent by hand or asked for again.
 * @throws AppError like `FileSystem.open`
 */
export async function isRepeat(parts: DeliveryParts, row: UploadRow): Promise<boolean> {
  if (row.watch === undefined || row.forced) return false;
  const { twins } = parts.ledger;
  const rule: TwinRule = {
    repeats: parts.watches.get(row.watch)?.repeats ?? 'same-name',
    since: parts.clock.now() - REPEAT_WITHIN_MS,
  };
  if (!twins.mayBe(row, rule)) return false;
  const sha256 = await hashFile(parts.files, fileToPost(row));
  return sha256 !== undefined && twins.are(row, rule, sha256);
}
