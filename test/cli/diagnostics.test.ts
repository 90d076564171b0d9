import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';

/** What an office with every kind of secret keeps from others. */
const SECRETS = {
  webhook: 'w3bh00kcode',
  token: 'b0t-t0ken-of-the-scanner',
  clientSecret: 'cl13nt-s3cr3t',
  password: 'pr0xy-pa55w0rd',
};

async function officeWithSecrets(): Promise<Office> {
  const office = await Office.open();
  office.put('Salary of Ann.pdf', 'a');
  await office.run('run', '--once');
  office.configure({
    portals: [
      {
        name: 'office',
        webhook: `https://office.bitrix24.com/rest/1/${SECRETS.webhook}/`,
        proxy: `http://ann:${SECRETS.password}@proxy.example:3128`,
      },
      {
        name: 'home',
        oauth: { domain: 'home.bitrix24.com', clientId: 'local.1', clientSecret: SECRETS.clientSecret },
      },
    ],
    bots: [{ name: 'scanner', portal: 'office', botId: 456, botToken: SECRETS.token }],
    // A secret that somebody put where none belongs.
    watches: [
      { name: 'scans', folder: 'scans', bot: 'scanner', dialog: 'chat5', caption: `token ${SECRETS.token}` },
    ],
    dataDir: 'data',
  });
  chmodSync(join(office.root, 'chatdrop.json'), 0o600);
  return office;
}

function unpacked(office: Office, file: string): string {
  return gunzipSync(readFileSync(join(office.root, file))).toString('utf8');
}

test('the bundle has settings, versions, totals and history, and tar can read it', async () => {
  const office = await officeWithSecrets();

  const { code, stdout } = await office.run('diagnostics', 'd.tar.gz');

  expect({ code, stdout }).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/look through it/) as string,
  });
  expect(statSync(join(office.root, 'd.tar.gz')).mode & 0o777).toBe(0o600);
  const extract = (name: string) =>
    execFileSync('tar', ['-xzOf', 'd.tar.gz', `chatdrop-diagnostics/${name}`], {
      cwd: office.root,
      encoding: 'utf8',
    });
  expect(JSON.parse(extract('about.json'))).toMatchObject({ node: process.versions.node });
  expect(JSON.parse(extract('config.json'))).toMatchObject({
    portals: [{ host: 'office.bitrix24.com', hasProxy: true }, { host: 'home.bitrix24.com' }],
  });
  expect(JSON.parse(extract('ledger.json'))).toMatchObject({ byState: { delivered: 1, failed: 0 } });
  expect(extract('history.jsonl')).toMatch(/"name":"Salary of Ann\.pdf".*"state":"delivered"/);
  expect(extract('doctor.txt')).toMatch(/^watch scans +ok/m);
});

test('no secret is in it, wherever it stood', async () => {
  const office = await officeWithSecrets();

  await office.run('diagnostics', 'd.tar.gz');

  const text = unpacked(office, 'd.tar.gz');
  for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
  expect(text).toContain('token ****');
});

test('names can be left out too, and the same file stays the same', async () => {
  const office = await officeWithSecrets();

  await office.run('diagnostics', '--hash-names', 'd.tar.gz');

  const text = unpacked(office, 'd.tar.gz');
  expect(text).not.toMatch(/Salary|Ann/);
  expect(text).not.toContain(office.root);
  expect(text).toMatch(/"name":"[0-9a-f]{12}\.pdf"/);
});

test('a file that is there is never written over', async () => {
  const office = await officeWithSecrets();
  office.write('d.tar.gz', 'mine');

  const { code, stderr } = await office.run('diagnostics', 'd.tar.gz');

  expect(code).toBe(1);
  expect(stderr).toMatch(/d\.tar\.gz is there already: name another file/);
  expect(readFileSync(join(office.root, 'd.tar.gz'), 'utf8')).toBe('mine');
});
