import type { UploadRow } from '../ledger/rows.ts';
import type { DeliveryParts } from './deps.ts';

/** True when the whole folder of a watch's upload is not there: its drive is away and comes back. Never rejects. */
export async function isAway(parts: DeliveryParts, row: UploadRow): Promise<boolean> {
  if (row.watch === undefined) return false;
  const isThere = (parts.isThere?.(row.watch) ?? true) && (await hasRoot(parts, row.root));
  return !isThere;
}

async function hasRoot(parts: DeliveryParts, root: string): Promise<boolean> {
  try {
    return (await parts.files.identity(root)) !== undefined;
  } catch {
    // It may not even be seen: away all the same.
    return false;
  }
}
