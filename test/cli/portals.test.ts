import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SEED_APP } from '#sandbox/store/seed.ts';
import { Office } from '#test/support/office.ts';
import { startScriptServer } from '#test/support/script-server.ts';

describe('check', () => {
  test('has a line for every verdict, bot and chat, and ends with 0 when all is well', async () => {
    const office = await Office.open();

    const { code, stdout } = await office.run('check');

    expect(code).toBe(0);
    const lines = stdout.split('\n').map((line) => line.trim().replace(/\s{2,}/g, ' '));
    expect(lines).toEqual(
      expect.arrayContaining(['credentials ok', 'scope imbot ok', 'scope im ok', 'bot scanner ok']),
    );
    expect(lines).toContain('scanner in chat5 ok');
  });

  test('tells a deleted webhook from all that works, and ends with 1', async () => {
    const office = await Office.open();
    office.portal.control.configure({ webhook: 'revoked' });

    const { code, stdout } = await office.run('check');

    expect(code).toBe(1);
    expect(stdout).toMatch(/connection +ok/);
    expect(stdout).toMatch(/credentials +FAILED +the portal refuses the webhook: .*make a new one/);
    expect(stdout).not.toMatch(/scanner/);
  });

  test('does without scope im, and says what for it is good', async () => {
    const office = await Office.open();
    office.portal.control.configure({ scopes: ['imbot'] });

    const { code, stdout } = await office.run('check');

    expect(code).toBe(0);
    expect(stdout).toMatch(/scope im +missing +only needed/);
  });

  test('finds a bot that is not in its chat, and a token that is not its own', async () => {
    const office = await Office.open();
    office.portal.control.setMembers('chat5', [1, 2]);

    const outside = await office.run('check');
    office.configure({
      portals: [{ name: 'office', webhook: office.portal.webhook }],
      bots: [{ name: 'scanner', portal: 'office', botId: 456, botToken: 'another token' }],
    });
    const stranger = await office.run('check');

    expect([outside.code, stranger.code]).toEqual([1, 1]);
    expect(outside.stdout).toMatch(/scanner in chat5 FAILED +the bot may not post in this chat: add it/);
    expect(stranger.stdout).toMatch(/bot scanner +FAILED +the bot belongs to another token/);
  });

  test.each([
    ['a name that does not exist', 'https://portal.invalid/', /name lookup +FAILED +this name is not known/],
    ['a port where nobody listens', 'http://127.0.0.1:1/', /connection +FAILED +.*: check the address and/],
    ['plain HTTP spoken to with TLS', undefined, /connection +ok\n +certificate +FAILED/],
  ])('tells %s, and what to look at instead of promising to try again', async (_, address, line) => {
    const office = await Office.open();
    const origin = address ?? new URL(office.portal.url.replace('http:', 'https:')).href;
    office.configure({ portals: [{ name: 'office', webhook: `${origin}rest/1/abcdefgh/` }] });
    chmodSync(`${office.root}/chatdrop.json`, 0o600);

    const { code, stdout } = await office.run('check');

    expect(code).toBe(1);
    expect(stdout).toMatch(line);
    expect(stdout).not.toContain('again');
  });

  test('names the host a portal has moved to', async () => {
    const office = await Office.open();
    office.portal.control.configure({ movedTo: 'https://new.example' });

    const { code, stdout } = await office.run('check');

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /FAILED +the portal has another address now, new\.example: if that is really yours/,
    );
  });
});

test('a search of one letter, or without a result, says so instead of nothing', async () => {
  const office = await Office.open();

  const short = await office.run('dialogs', '--search', 'a');
  const vain = await office.run('dialogs', '--search', 'nobody at all');

  expect(short).toMatchObject({ code: 1, stdout: '' });
  expect(short.stderr).toContain('--search: at least 2 letters');
  expect(vain).toMatchObject({ code: 0, stdout: '' });
  expect(vain.stderr).toContain('no chat and nobody is called that');
});

test('dialogs are listed, and searched by name', async () => {
  const office = await Office.open();

  const all = await office.run('dialogs');
  const found = await office.run('dialogs', '--search', 'Warehouse');

  expect(all.stdout).toMatch(/^chat5 +Accounting$/m);
  expect(found.stdout).toMatch(/^chat7 +Warehouse West$/m);
  expect(found.stdout).not.toContain('chat5');
});

describe('bots', () => {
  test('are registered with a new token that is shown, and registering again finds the same one', async () => {
    const office = await Office.open();
    const args = ['bots', 'register', '--name', 'Reports', '--code', 'reports'];

    const made = await office.run(...args);
    const token = /token, shown only now: ([A-Za-z0-9]{32})\n/.exec(made.stdout)?.[1] ?? '';
    const again = await office.start([...args, '--token-env', 'TOKEN'], { env: { TOKEN: token } }).end();

    expect(made.code).toBe(0);
    expect(token).toHaveLength(32);
    expect(again).toMatchObject({ code: 0, stdout: made.stdout.replace(/token.*\n/, '') });
  });

  test('are listed, renamed, given another token and removed', async () => {
    const office = await Office.open();

    const renamed = await office.run('bots', 'update', '--name', 'Scanner upstairs');
    const listed = await office.run('bots', 'list');
    const rotated = await office.run('bots', 'rotate');
    const afterwards = await office.run('check');

    expect(renamed.stdout).toBe('456 is now Scanner upstairs\n');
    expect(listed.stdout).toMatch(/^456 +Scanner upstairs \(chatdrop/);
    expect(rotated.stdout).toMatch(/^token, shown only now: [A-Za-z0-9]{32}\n/);
    expect(afterwards.stdout).toMatch(/bot scanner +FAILED/);
  });

  test('get a picture from a file, and only from one that is a picture', async () => {
    const office = await Office.open();
    const logo = join(office.root, 'logo.png');
    const letter = join(office.root, 'letter.txt');
    writeFileSync(logo, Buffer.from('89504e470d0a1a0a0000000d494844520000004000000040', 'hex'));
    writeFileSync(letter, 'Dear Sir');

    const changed = await office.run('bots', 'update', '--avatar', logo);
    const refused = await office.run('bots', 'update', '--avatar', letter);
    const absent = await office.run('bots', 'update', '--avatar', join(office.root, 'none.png'));

    expect(changed).toMatchObject({ code: 0, stdout: '456 is now Chatdrop\n' });
    const page = await (await fetch(`${office.portal.url}/online/?IM_DIALOG=456`)).text();
    expect(page).toMatch(/<img class="avatar" src="\/online\/avatar\/456\/\w+"/);
    expect([refused.code, refused.stderr]).toEqual([1, `chatdrop: --avatar: ${letter} is no PNG or JPEG\n`]);
    expect(absent.stderr).toMatch(/none\.png cannot be read/);
  });

  test('are removed only when that is meant', async () => {
    const office = await Office.open();

    const asked = await office.run('bots', 'unregister');
    const meant = await office.run('bots', 'unregister', '--yes');

    expect([asked.code, asked.stderr]).toEqual([
      1,
      'chatdrop: this removes the bot for good, its messages stay: add --yes\n',
    ]);
    expect(meant).toMatchObject({ code: 0, stdout: '456 is gone\n' });
  });

  test('are put into a chat that is there, and into a new one', async () => {
    const office = await Office.open();
    office.portal.control.setMembers('chat7', [1, 3]);

    const joined = await office.run('bots', 'join', 'chat7');
    const made = await office.run('bots', 'chat', 'Scans', '--users', '2', '3');

    expect(joined.code).toBe(0);
    expect(made.stdout).toMatch(/^chat\d+ {2}Scans\n$/);
    const state = office.portal.control.state();
    expect(state.dialogs.find(({ dialogId }) => dialogId === 'chat7')?.memberIds).toContain(456);
    expect(state.dialogs.find(({ title }) => title === 'Scans')?.memberIds).toEqual(
      expect.arrayContaining([2, 3, 456]),
    );
  });
});

describe('login', () => {
  test('signs in on the page of the portal, and files then go out by OAuth, without a bot token', async () => {
    const office = await Office.open();
    useOAuth(office);
    office.put('a.txt', 'a');

    const before = await office.run('check');
    const login = office.start(['login']);
    await login.prints('/oauth/authorize/');
    await allow(/http\S+\/oauth\/authorize\/\S+/.exec(login.stdout)?.[0] ?? '');
    const signedIn = await login.end();
    const run = await office.run('run', '--once');

    expect(before.stdout).toMatch(/credentials +FAILED .*chatdrop login/);
    expect(signedIn).toMatchObject({ code: 0, stderr: '' });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(office.names()).toEqual(['a.txt']);
  });

  test('is not needed again when the portal was renamed: its new host in the configuration is enough', async () => {
    const office = await Office.open();
    useOAuth(office);
    const login = office.start(['login']);
    await login.prints('/oauth/authorize/');
    await allow(/http\S+\/oauth\/authorize\/\S+/.exec(login.stdout)?.[0] ?? '');
    await login.end();
    const { host, origin } = new URL(office.portal.url);
    // The old host, which only leads to the new one by now.
    const old = await startScriptServer(({ url }, response) => {
      response.writeHead(302, { location: `${origin}${url}` }).end();
    });
    onTestFinished(() => old.close());
    useOAuth(office, old.origin);
    office.put('a.txt', 'a');

    const moved = await office.run('run', '--once');
    expect(moved.code).toBe(1);
    expect(moved.stdout).toContain(
      `the portal has another address now, ${host}: if that is really yours, put it`,
    );
    expect(office.names()).toEqual([]);
    useOAuth(office);
    const after = await office.run('run', '--once');

    expect(after).toMatchObject({ code: 0, stderr: '' });
    expect(office.names()).toEqual(['a.txt']);
  });

  test('is not for a portal that is entered by its webhook', async () => {
    const office = await Office.open();

    const { code, stderr } = await office.run('login');

    expect([code, stderr]).toEqual([1, 'chatdrop: office is entered by its webhook: no login is needed\n']);
  });
});

function useOAuth(office: Office, domain = office.portal.url): void {
  const oauth = { domain, clientId: SEED_APP.id, clientSecret: '${file:secret}' };
  office.write('secret', SEED_APP.secret, 0o600);
  office.configure({
    portals: [{ name: 'office', oauth }],
    bots: [{ name: 'scanner', portal: 'office', botId: 456 }],
    watches: [
      { name: 'scans', folder: 'scans', bot: 'scanner', dialog: 'chat5', existing: 'all', quietSeconds: 0.2 },
    ],
    dataDir: 'data',
  });
}

/** What a browser does when the user agrees. */
async function allow(address: string): Promise<void> {
  const url = new URL(address);
  const form = new URLSearchParams({ ...Object.fromEntries(url.searchParams), answer: 'allow' });
  await fetch(new URL(url.pathname, url.origin), { method: 'POST', body: form });
}
