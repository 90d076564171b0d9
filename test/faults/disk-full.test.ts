import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errnoOf } from '#engine/system/file-errors.ts';
import { Office } from '#test/support/office.ts';
import { mountFor, tellSkipped, whyNoMounts } from './mounts.ts';

const isSkipped = tellSkipped('full disk', whyNoMounts());

test.skipIf(isSkipped)(
  'with a full disk nothing is sent that cannot be recorded; with space again everything goes out once',
  { timeout: 60_000 },
  async () => {
    const office = await Office.open();
    const data = join(office.root, 'data');
    mkdirSync(data);
    mountFor(data, '-t', 'tmpfs', '-o', 'size=16m', 'tmpfs');
    office.put('before.bin', 'before');
    const run = office.start(['run', '--json']);
    await office.untilArrived(1);

    const ballast = fill(data);
    const names = Array.from({ length: 60 }, (_, at) => `file ${String(at).padStart(2, '0')}.bin`);
    for (const name of names) office.put(name, `${name} ${'x'.repeat(500)}`);
    await run.prints(/"code":"ledger\.full"/u);
    const sentWhileFull = office.names();
    rmSync(ballast);
    await office.untilArrived(names.length + 1);
    await run.end('SIGTERM');

    expect(new Set(sentWhileFull).size).toBe(sentWhileFull.length);
    expect(office.names().toSorted()).toEqual(['before.bin', ...names]);
    const history = await office.history();
    expect(history.filter(({ state }) => state !== 'delivered')).toEqual([]);
  },
);

/** Takes all the space that is left, whatever else is written meanwhile; returns the file that holds it. */
function fill(folder: string): string {
  const ballast = join(folder, 'ballast');
  const file = openSync(ballast, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch (error) {
    if (errnoOf(error) !== 'ENOSPC') throw error;
    return ballast;
  } finally {
    closeSync(file);
  }
}
