import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Office } from '#test/support/office.ts';

/** The place of the policy is fixed, so the tests give the command an /etc of its own. */
const WITH_POLICY =
  'mount -t tmpfs none /etc && mkdir /etc/chatdrop && cp policy.json /etc/chatdrop/ && exec "$@"';
const COMMAND = [process.execPath, resolve('dist/cli/main.js')];
const canHaveOwnEtc =
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

async function under(office: Office, policy: object, ...args: readonly string[]) {
  office.write('policy.json', JSON.stringify(policy));
  const child = spawn('unshare', ['-m', 'sh', '-c', WITH_POLICY, 'sh', ...COMMAND, ...args], {
    cwd: office.root,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close').then(([code]) => code as number | null),
  ]);
  return { code, stdout, stderr };
}

test('where there is no policy, that is said with the place where it would be', async () => {
  const office = await Office.open();

  const { code, stdout } = await office.run('policy', '--explain');

  expect({ code, stdout }).toEqual({ code: 0, stdout: 'no policy: there is no /etc/chatdrop/policy.json\n' });
});

describe.skipIf(!canHaveOwnEtc)(
  'under a policy of the machine (needs root, to have an /etc of its own)',
  () => {
    test('the explanation says what is in force, from where, and what falls to it', async () => {
      const office = await Office.open();
      const policy = {
        portals: { hosts: ['office.bitrix24.com'], locked: true },
        files: { forbiddenExtensions: ['exe'], maxBytes: 5_000_000 },
        updates: { value: 'automatic', locked: true, feed: 'https://files.example.com/chatdrop/' },
      };

      const { code, stdout } = await under(office, policy, 'policy', '--explain');

      expect(code).toBe(0);
      expect(stdout.split('\n')).toEqual([
        'in force: /etc/chatdrop/policy.json',
        '  portals: office.bitrix24.com (locked)',
        '  files that are never sent: .exe (locked)',
        '  largest file: 5 MB (locked)',
        '  updates: automatic, from https://files.example.com/chatdrop/ (locked)',
        'portal office is left out: the policy allows other portals only',
        'watch scans is left out: its portal is left out',
        '',
      ]);
    });

    test('nothing that is forbidden is sent by hand either', async () => {
      const office = await Office.open();
      office.put('setup.exe', 'MZ');

      const { code, stdout } = await under(
        office,
        { files: { forbiddenExtensions: ['exe'] } },
        'send',
        'scans/setup.exe',
        '--to',
        'chat5',
      );

      expect(code).toBe(1);
      expect(stdout).toMatch(/setup\.exe → chat5 {2}needs you: the administrator .* does not allow it/);
      expect(office.names()).toEqual([]);
    });

    test('one that cannot be understood lets nothing run', async () => {
      const office = await Office.open();

      const { code, stderr } = await under(office, { dialog: [] }, 'history');

      expect(code).toBe(1);
      expect(stderr).toMatch(/policy of this machine cannot be understood, ask its administrator/);
    });
  },
);
