import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clockFinding } from '#cli/doctor/portals.ts';
import { examineInotify } from '#cli/doctor/watched-folders.ts';
import { Office } from '#test/support/office.ts';

describe('doctor', () => {
  test('finds nothing wrong where all is well', async () => {
    const office = await Office.open();
    office.put('a.pdf', 'a');
    await office.run('run', '--once');

    const { code, stdout } = await office.run('doctor');

    expect(code, stdout).toBe(0);
    expect(stdout).not.toMatch(/FAILED|warning/);
    for (const what of ['Node', 'configuration', 'data folder', 'history', 'watch scans', 'office: clock']) {
      expect(stdout).toMatch(new RegExp(`^${what} +ok`, 'm'));
    }
  });

  test('says of every wrong setting what is expected', async () => {
    const office = await Office.open({ watch: { dialog: 'five' } });

    const { code, stdout } = await office.run('doctor');

    expect(code).toBe(1);
    expect(stdout).toMatch(/^configuration +FAILED +.*watches\[0\]\.dialog: expected a dialog/m);
  });

  test('finds a folder that is not there, and goes on to the portal', async () => {
    const office = await Office.open();
    rmSync(office.folder, { recursive: true });

    const { code, stdout } = await office.run('doctor');

    expect(code).toBe(1);
    expect(stdout).toMatch(/^watch scans +FAILED +.*is not there: make it, or connect its drive/m);
    expect(stdout).toMatch(/^office: credentials +ok/m);
  });

  test('finds a portal that refuses the webhook', async () => {
    const office = await Office.open();
    office.portal.control.configure({ webhook: 'revoked' });

    const { code, stdout } = await office.run('doctor');

    expect(code).toBe(1);
    expect(stdout).toMatch(/^office: credentials +FAILED +the portal refuses the webhook/m);
  });

  test('finds a damaged history and a data folder that others may look into', async () => {
    const office = await Office.open();
    const data = join(office.root, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'ledger.db'), 'not a database, and long enough to be taken for one'.repeat(100));
    chmodSync(data, 0o755);

    const { code, stdout } = await office.run('doctor');

    expect(code).toBe(1);
    expect(stdout).toMatch(/^history +FAILED +is damaged/m);
    expect(stdout).toMatch(/^permissions +warning +others may look into/m);
  });
});

test('too many folders for the inotify watches of a user are told with the remedy', () => {
  expect(examineInotify(499, 1000)).toMatchObject([{ state: 'ok' }]);
  expect(examineInotify(500, 1000)).toMatchObject([
    { state: 'warning', words: expect.stringContaining('fs.inotify.max_user_watches') as string },
  ]);
  expect(examineInotify(500, undefined)).toEqual([]);
});

test('a clock that is off is told with its direction', () => {
  expect(clockFinding('clock', 59_000).state).toBe('ok');
  expect(clockFinding('clock', 120_000).words).toMatch(/^120 s behind the portal: set this machine's clock/);
  expect(clockFinding('clock', -120_000).words).toMatch(/^120 s ahead of the portal/);
  expect(clockFinding('clock', NaN).state).toBe('warning');
});
