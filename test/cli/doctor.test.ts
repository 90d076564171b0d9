import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clockFinding } from '#cli/doctor/portals.ts';
import { accessFinding } from '#cli/doctor/windows-access.ts';
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

describe('on Windows the access list of the data folder', () => {
  const ME = 'S-1-5-21-1-2-3-1001';
  const PRIVATE = `O:${ME}G:SYD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;${ME})`;

  test.each([
    ['of a profile', PRIVATE],
    [
      'that an administrator has set',
      `O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;${ME})`,
    ],
    ['of a service', 'O:BAG:SYD:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICI;0x1301bf;;;LS)'],
    ['with creators and a denial', `${PRIVATE}(A;OICIIO;GA;;;CO)(D;;FR;;;BU)`],
  ])('%s is private', (_which, sddl) => {
    expect(accessFinding('D:\\data', sddl, ME)).toMatchObject({ state: 'ok' });
  });

  test.each([
    ['users', `${PRIVATE}(A;ID;0x1200a9;;;BU)`, 'BU'],
    ['users, for what is inside alone', `${PRIVATE}(A;OICIIO;GR;;;AU)`, 'AU'],
    ['another user', `${PRIVATE}(A;;FR;;;S-1-5-21-1-2-3-1002)`, 'S-1-5-21-1-2-3-1002'],
    ['an owner who may grant it', PRIVATE.replace(`O:${ME}`, 'O:S-1-5-21-1-2-3-1002'), 'S-1-5-21-1-2-3-1002'],
  ])('that lets in %s is warned of, with the remedy', (_who, sddl, account) => {
    const { state, words } = accessFinding('D:\\data', sddl, ME);

    expect(state).toBe('warning');
    expect(words).toContain(`others may look into D:\\data (${account}): icacls "D:\\data" /inheritance:r`);
    expect(words).toContain(`*${ME}:(OI)(CI)F`);
  });

  test.each([
    ['that cannot be read', 'access denied'],
    ['that is missing, which lets in everybody', `O:${ME}G:SYD:NO_ACCESS_CONTROL`],
    ['with a condition before another entry', `${PRIVATE}(XA;;FR;;;SY;(@User.Title=="PM"))(A;;FA;;;WD)`],
  ])('%s is warned of', (_which, sddl) => {
    expect(accessFinding('D:\\data', sddl, ME)).toMatchObject({ state: 'warning' });
  });
});
