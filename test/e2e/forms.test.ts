import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { SANDBOX_BOT } from '#cli/sandbox-portal.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import {
  adoptByForm,
  allowInBrowser,
  connectByForm,
  pickByForm,
  setUpByForm,
  signInByForm,
} from './forms.ts';
import { arrival, ask, copies, makeFile, sha256, SOON } from './office.ts';
import { startDesktop } from './start-desktop.ts';

test('the first run, from the webhook to the proof, by its own forms', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const page = await app.page('window');
  const folder = temporaryFolder();

  await connectByForm(page, sandbox.webhook);
  await page.getByText('Bots of version 2').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await adoptByForm(page);
  await pickByForm(page, 'chat5');
  await page.getByRole('button', { name: 'Send a test message' }).click();
  await page.getByText('The test message is in the chat').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await app.choose([folder]);
  await page.getByRole('button', { name: 'Browse…' }).click();
  await page.getByText('On this computer').waitFor();
  await page.getByRole('radio', { name: /^Screenshots/ }).click();
  await page.getByRole('button', { name: 'Watch this folder' }).click();
  await page.getByText('Waiting for the first file…').waitFor();
  const path = makeFile(folder, 'proof.png');

  const { file } = await arrival(sandbox, 'proof.png');
  expect(file?.sha256).toBe(sha256(path));
  await page.getByText(/It works: proof\.png is in/).waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Not now' }).click();
  await page.getByRole('button', { name: 'Show the history' }).click();
  await page.getByText('proof.png').first().waitFor();
  expect(await app.refusedRequests()).toEqual([]);
});

test('a watch added in its editor sends what lands in its folder', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const page = await app.page('window');
  const folder = temporaryFolder();
  await setUpByForm(page, sandbox);
  await ask(page, 'app', 'openWindow', 'watches');
  await page.getByRole('button', { name: 'Add a watch' }).first().click();

  await app.choose([folder]);
  await page.getByRole('button', { name: 'Browse…' }).click();
  await page.getByLabel('Name', { exact: true }).fill('By hand');
  await page.getByRole('radio', { name: /^Screenshots/ }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await pickByForm(page, 'chat7');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Watch this folder' }).click();
  await page.getByText('By hand is watched').waitFor();
  makeFile(folder, 'landed.png');

  await arrival(sandbox, 'landed.png', 'chat7');
});

test('a bot gets another picture: chosen, looked at, saved, and shown as the portal has it', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const page = await app.page('window');
  await setUpByForm(page, sandbox);
  await ask(page, 'app', 'openWindow', 'portals');
  await page.getByRole('button', { name: 'Actions for Chatdrop' }).click();
  await page.getByRole('menuitem', { name: 'Change…' }).click();
  await page
    .getByLabel('Picture')
    .setInputFiles(join(import.meta.dirname, '../../assets/icons/app/128x128.png'));
  await page.getByRole('button', { name: 'Remove' }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();

  await page.locator('.bots img').waitFor();
  const shown = await page.locator('.bots img').getAttribute('src');
  const chat = await (await fetch(`${sandbox.url}/online/?IM_DIALOG=${SANDBOX_BOT.id}`)).text();
  const address = /<img class="avatar" src="([^"]+)"/.exec(chat)?.[1] ?? '';
  const kept = await (await fetch(new URL(address, sandbox.url))).arrayBuffer();
  expect(shown).toBe(`data:image/png;base64,${Buffer.from(kept).toString('base64')}`);
  expect(await app.refusedRequests()).toEqual([]);
});

test('signing in: the browser, the answer on this machine, a bot without a token, a file', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const page = await app.page('window');

  await signInByForm(page, sandbox);
  await page.getByText('The browser is open.').waitFor();
  await vi.waitFor(async () => expect(await app.opened()).not.toEqual([]), SOON);
  await allowInBrowser(app);
  await page.getByText('Bots of version 2').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await adoptByForm(page, 'no token');
  await pickByForm(page, 'chat5');
  await app.choose([makeFile(temporaryFolder(), 'signed in.pdf')]);
  const drop = await ask(page, 'drops', 'choose');
  const [target] = await ask(page, 'drops', 'targets');
  if (drop === undefined || target === undefined) throw new Error('nothing to send, or nowhere');
  const { portal, bot, dialog } = target;
  await ask(page, 'drops', 'send', { drop: drop.handle, target: { portal, bot, dialog }, caption: '' });

  await arrival(sandbox, 'signed in.pdf');
});

test('settings exported with a password bring portal, bot and secrets to another computer', async () => {
  const sandbox = await tempSandbox();
  const first = await startDesktop();
  const page = await first.page('window');
  const exported = join(temporaryFolder(), 'settings.json');
  await setUpByForm(page, sandbox);
  await ask(page, 'app', 'openWindow', 'settings');
  await first.choose([exported]);
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByText('Settings saved').waitFor();
  expect(readFileSync(exported, 'utf8')).not.toContain(new URL(sandbox.webhook).pathname);

  const second = await startDesktop();
  const there = await second.page('window');
  await there.getByLabel('Webhook address').waitFor();
  await ask(there, 'app', 'openWindow', 'settings');
  await second.choose([exported]);
  await there.getByLabel('Password', { exact: true }).fill('correct horse');
  await there.getByRole('button', { name: 'Import…' }).click();
  await there.getByRole('alertdialog').getByRole('button', { name: 'Import…' }).click();
  await there.getByText('Settings taken over').waitFor();

  await ask(there, 'portals', 'check', 'office');
  expect(await ask(there, 'portals', 'list')).toMatchObject([{ name: 'office', state: { type: 'ok' } }]);
  expect(await ask(there, 'bots', 'list')).toHaveLength(1);
});

test('a webhook that was revoked is mended in its own form, and what waited goes out', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const page = await app.page('window');
  const folder = temporaryFolder();
  await setUpByForm(page, sandbox);
  await pickByForm(page, 'chat5');
  const [target] = await ask(page, 'drops', 'targets');
  if (target === undefined) throw new Error('no chat is known');
  sandbox.control.configure({ webhook: 'revoked' });
  await app.choose([makeFile(folder, 'waits.pdf')]);
  const drop = await ask(page, 'drops', 'choose');
  const { portal, bot, dialog } = target;
  await ask(page, 'drops', 'send', {
    drop: drop?.handle ?? '',
    target: { portal, bot, dialog },
    caption: '',
  });
  await ask(page, 'app', 'openWindow', 'portals');
  await page.getByText('The portal refuses the webhook').waitFor();
  expect(copies(sandbox, 'waits')).toBe(0);

  sandbox.control.configure({ webhook: 'active' });
  await page.getByRole('button', { name: 'Paste a new webhook' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill(sandbox.webhook);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Connect|Save/ })
    .click();

  await arrival(sandbox, 'waits.pdf');
  expect(copies(sandbox, 'waits')).toBe(1);
});
