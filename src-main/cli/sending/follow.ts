import type { UploadState } from '#domain/upload.ts';
import type { UploadRow } from '#engine/ledger/rows.ts';

const ENDED: readonly UploadState[] = ['delivered', 'failed', 'skipped', 'cancelled'];

/** True when nothing more happens to the upload by itself. */
export function hasEnded(row: Pick<UploadRow, 'state'>): boolean {
  return ENDED.includes(row.state);
}
