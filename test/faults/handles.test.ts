import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';
import { tellSkipped, whyNo } from './mounts.ts';

const isSkipped = tellSkipped('handles used up', whyNo('prlimit'));

/** Fewer than are open already: from now on the system refuses each new one with EMFILE. */
const NO_MORE = 3;
const PLENTY = 1_024;

function limitHandles(pid: number | undefined, limit: number): void {
  execFileSync('prlimit', [`--pid=${pid}`, `--nofile=${limit}:`]);
}

test.skipIf(isSkipped)(
  'without a free handle nothing is sent and nothing ends; with handles again everything goes out once',
  { timeout: 120_000 },
  async () => {
    const office = await Office.open();
    const run = office.start(['run', '--json']);
    office.put('before.pdf', 'before');
    await office.untilArrived(1);

    limitHandles(run.child.pid, NO_MORE);
    office.put('a.pdf', 'a');
    office.put('sub/b.pdf', 'b');
    await run.prints('"code":"file.unreadable"');
    expect(run.child.exitCode).toBeNull();
    expect(office.names()).toEqual(['before.pdf']);

    limitHandles(run.child.pid, PLENTY);
    await office.untilArrived(3);
    const { code } = await run.end('SIGTERM');

    expect(code).toBe(0);
    expect(office.names().toSorted()).toEqual(['a.pdf', 'b.pdf', 'before.pdf']);
  },
);
