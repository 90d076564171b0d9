import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { temporaryFolder } from './temp-folder.ts';

/**
 * Resolves to a moment, in whole milliseconds, that is later than the time stamp of every change so far and earlier
 * than that of every later one: disks keep parts of a millisecond, but their clock may tick only every few.
 */
export async function momentBetweenChanges(): Promise<number> {
  const probe = join(temporaryFolder(), 'probe');
  const moment = Date.now() + 1;
  await vi.waitFor(
    () => {
      writeFileSync(probe, 'now');
      expect(statSync(probe).ctimeMs).toBeGreaterThan(moment);
    },
    { timeout: 20_000, interval: 5 },
  );
  return moment;
}
