import { AppError } from '#domain/errors.ts';
import type { Ledger } from '../store/ledger.ts';
import { REPEAT_WITHIN_MS } from '../store/uploads/retention.ts';
import type { NewUpload, UploadRow } from '../store/uploads/rows.ts';
import type { Clock, FileSystem } from '../ports.ts';
import { fileToPost, type DeliveryDeps } from './deps.ts';
import { hashFile } from './hash-file.ts';

/**
 * True when a file of a watch was already sent into the same dialog: the same file under any name, or another file with
 * the same content that the watch's rule calls a duplicate. Reads the file only if a delivery of equal size is known.
 * Always false for files sent by hand or asked for again.
 * @throws AppError like `FileSystem.open`
 */
export async function isDuplicate(
  {
    ledger: { duplicates },
    watches,
    clock,
    files,
  }: Pick<DeliveryDeps, 'ledger' | 'watches' | 'clock' | 'files'>,
  row: UploadRow,
): Promise<boolean> {
  if (row.watch === undefined || row.forced) return false;
  const rule = {
    repeats: watches.get(row.watch)?.repeats ?? ('same-name' as const),
    since: clock.now() - REPEAT_WITHIN_MS,
  };
  if (!duplicates.mayExist(row, rule)) return false;
  const sha256 = await hashFile(files, fileToPost(row));
  return sha256 !== undefined && duplicates.exists(row, rule, sha256);
}

export interface CountDuplicatesDeps {
  readonly ledger: Pick<Ledger, 'duplicates'>;
  readonly files: FileSystem;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * How many files were delivered into their dialogs before: by name and content within 30 days, or the same file at any
 * time. Reads only files for which a delivery of equal size is known; one that cannot be read is no duplicate.
 */
export async function countDuplicates(
  { ledger: { duplicates }, files, clock }: CountDuplicatesDeps,
  uploads: readonly NewUpload[],
): Promise<number> {
  const rule = { repeats: 'same-name' as const, since: clock.now() - REPEAT_WITHIN_MS };
  let count = 0;
  for (const upload of uploads) {
    const { target, name, stamp } = upload;
    const file = { ...target, ...stamp, name, id: 0 };
    if (!duplicates.mayExist(file, rule)) continue;
    const sha256 = await hashFile(files, upload).catch((thrown: unknown) => {
      // Its own attempt reports the error.
      if (thrown instanceof AppError) return undefined;
      throw thrown;
    });
    if (sha256 !== undefined && duplicates.exists(file, rule, sha256)) count += 1;
  }
  return count;
}
