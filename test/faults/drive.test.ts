import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';
import { joinByFuse, mountFor, tellSkipped, unmount, whyNo, whyNoMounts } from './mounts.ts';

const noMounts = whyNoMounts();
const isSkipped = tellSkipped('drive that vanishes', noMounts);
const isWithoutFuse = tellSkipped('network drive', noMounts ?? whyNo('bindfs'));

test.skipIf(isSkipped)(
  'a drive that vanishes is waited for; back again, what is new on it is sent and nothing a second time',
  { timeout: 120_000 },
  async () => {
    const office = await Office.open();
    const drive = join(office.root, 'drive');
    mkdirSync(drive);
    mountFor(drive, '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs');
    mountFor(office.folder, '--bind', drive);
    office.put('a.pdf', 'a');
    office.put('b.pdf', 'b');
    const run = office.start(['run', '--json']);
    await office.untilArrived(2);

    unmount(office.folder);
    // The system says nothing when a drive goes; the next look, a minute later at most, meets the empty mount point.
    await expect.poll(() => run.stdout, { timeout: 75_000 }).toContain('"state":"absent"');
    writeFileSync(join(drive, 'c.pdf'), 'c');
    mountFor(office.folder, '--bind', drive);
    await office.untilArrived(3);
    await run.end('SIGTERM');

    expect(office.names().toSorted()).toEqual(['a.pdf', 'b.pdf', 'c.pdf']);
  },
);

test.skipIf(isWithoutFuse)(
  'on a drive that tells nothing, files that others put there are found by looking',
  { timeout: 90_000 },
  async () => {
    const office = await Office.open();
    const behind = join(office.root, 'behind');
    joinByFuse(behind, office.folder);
    writeFileSync(join(behind, 'first.pdf'), 'first');
    const run = office.start(['run', '--json']);
    await office.untilArrived(1);
    await run.prints(/"state":"scanning"/u);

    writeFileSync(join(behind, 'by another machine.pdf'), 'second');
    await expect.poll(() => office.names().length, { timeout: 60_000 }).toBe(2);
    await run.end('SIGTERM');

    expect(office.names()).toEqual(['first.pdf', 'by another machine.pdf']);
  },
);
