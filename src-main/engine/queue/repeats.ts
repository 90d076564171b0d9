import { REPEAT_WITHIN_MS } from '../ledger/retention.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { TwinRule } from '../ledger/twins.ts';
import { hashFile } from './hash-file.ts';
import { fileToPost, type DeliveryParts } from './parts.ts';

/**
 * True when a file of a watch was already sent into the same dialog: same content, and the very same file under
 * whatever name, or another one that the watch's rule calls a repeat. Reads the file only when an upload of equal
 * size is known. Never true for what was sent by hand or asked for again.
 * @throws AppError like `FileSystem.open`
 */
export async function isRepeat(parts: DeliveryParts, row: UploadRow): Promise<boolean> {
  if (!mayBeRepeat(parts, row)) return false;
  const sha256 = await hashFile(parts.files, fileToPost(row));
  return sha256 !== undefined && parts.ledger.twins.are(row, ruleFor(parts, row), sha256);
}

/** False where no content of the file could make it a repeat. */
export function mayBeRepeat(parts: DeliveryParts, row: UploadRow): boolean {
  if (row.watch === undefined || row.forced) return false;
  return parts.ledger.twins.mayBe(row, ruleFor(parts, row));
}

function ruleFor({ watches, clock }: DeliveryParts, { watch }: UploadRow): TwinRule {
  const spec = watch === undefined ? undefined : watches.get(watch);
  return { repeats: spec?.repeats ?? 'same-name', since: clock.now() - REPEAT_WITHIN_MS };
}
