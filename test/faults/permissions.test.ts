import { chmodSync, chownSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Program } from '#test/crash/program.ts';
import { Office } from '#test/support/office.ts';
import { tellSkipped, whyNo } from './mounts.ts';

/** Who nobody is; the superuser may read everything, so that such a test would show nothing. */
const NOBODY = 65_534;
const reason = process.getuid?.() === 0 ? whyNo('setpriv') : 'needs root, to become somebody else';
const isSkipped = tellSkipped('permission denied', reason);

test.skipIf(isSkipped)(
  'a file that may not be read holds up no other, and goes out once it may be read',
  { timeout: 60_000 },
  async () => {
    const office = await Office.open();
    chownSync(office.root, NOBODY, NOBODY);
    const secret = office.put('a locked.pdf', 'secret');
    chmodSync(secret, 0o000);
    office.put('b open.pdf', 'open');
    const run = new Program(['run', '--json'], office.root, [
      'setpriv',
      `--reuid=${NOBODY}`,
      `--regid=${NOBODY}`,
      '--clear-groups',
    ]);
    try {
      await office.untilArrived(1);
      expect(office.names()).toEqual(['b open.pdf']);

      chmodSync(secret, 0o644);
      await office.untilArrived(2);
    } finally {
      await run.end('SIGTERM');
    }

    expect(office.names()).toEqual(['b open.pdf', 'a locked.pdf']);
  },
);
