import { AppError } from '#domain/errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { REPEAT_WITHIN_MS } from '../ledger/retention.ts';
import type { NewUpload } from '../ledger/rows.ts';
import type { Clock, FileSystem } from '../ports.ts';
import { hashFile } from './hash-file.ts';

export interface CountRepeatsParts {
  readonly ledger: Pick<Ledger, 'twins'>;
  readonly files: FileSystem;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * How many files were delivered into their dialogs before: by name and content within 30 days, or the very same file
 * whenever. Reads only those for which a delivery of equal size is known; one that cannot be read is no repeat.
 */
export async function countRepeats(
  { ledger: { twins }, files, clock }: CountRepeatsParts,
  uploads: readonly NewUpload[],
): Promise<number> {
  const rule = { repeats: 'same-name' as const, since: clock.now() - REPEAT_WITHIN_MS };
  let count = 0;
  for (const upload of uploads) {
    const { target, name, stamp } = upload;
    const file = { ...target, ...stamp, name, id: 0 };
    if (!twins.mayBe(file, rule)) continue;
    const sha256 = await hashFile(files, upload).catch((thrown: unknown) => {
      // Its own attempt will say what is wrong with it.
      if (thrown instanceof AppError) return undefined;
      throw thrown;
    });
    if (sha256 !== undefined && twins.are(file, rule, sha256)) count += 1;
  }
  return count;
}
