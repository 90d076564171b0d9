import type { UploadRow } from '../store/uploads/rows.ts';
import type { DeliveryDeps } from './deps.ts';

/** True when the whole folder of a watch's upload is not there: its drive is away and comes back. Never rejects. */
export async function isDriveOffline(deps: DeliveryDeps, row: UploadRow): Promise<boolean> {
  if (row.watch === undefined) return false;
  const isThere = (deps.isFolderPresent?.(row.watch) ?? true) && (await hasRoot(deps, row.root));
  return !isThere;
}

async function hasRoot(deps: DeliveryDeps, root: string): Promise<boolean> {
  try {
    return (await deps.files.identity(root)) !== undefined;
  } catch {
    // It may not even be seen: away all the same.
    return false;
  }
}
