import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { SANDBOX_BOT } from '#cli/sandbox-portal.ts';
import { SEED_APP } from '#sandbox/store/seed.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { allowInBrowser, signInByForm } from './forms.ts';
import { arrival, ask, connect, makeFile, SOON } from './office.ts';
import { isStandIn, startDesktop } from './start-desktop.ts';
import type { DesktopApp } from './desktop-app.ts';
import type { Page } from 'playwright-core';

const PAGES = 'the messages to pages';

/** What a program that runs for a while, with mishaps, may leave behind. */
interface Traces {
  readonly places: Map<string, string>;
  readonly toPages: string;
}

async function send(app: DesktopApp, page: Page, bot: string, name: string): Promise<number> {
  await app.choose([makeFile(temporaryFolder(), name)]);
  const drop = await ask(page, 'drops', 'choose');
  const target = { portal: 'office', bot, dialog: 'chat5' };
  const { ids } = await ask(page, 'drops', 'send', { drop: drop?.handle ?? '', target, caption: '' });
  return ids[0] ?? 0;
}

/** Saves settings and diagnosis, ends the program, and gathers everything that can be read of it. */
async function tracesOf(app: DesktopApp, page: Page, userData: string): Promise<Traces> {
  const [exported, diagnosis] = ['settings.json', 'diagnosis.json'].map((name) =>
    join(temporaryFolder(), name),
  );
  await app.choose([exported ?? '']);
  await ask(page, 'app', 'exportSettings', {});
  await app.choose([diagnosis ?? '']);
  await ask(page, 'app', 'diagnostics');
  const toPages = (await app.messagesToPages()).join('\n');
  const notifications = JSON.stringify(await app.notifications());
  await app.quit();
  const files = [exported ?? '', diagnosis ?? '', ...filesOf(userData)];
  const places = new Map([
    [PAGES, toPages],
    ['the output', app.output()],
    ['the notifications', notifications],
    ...files.map((path) => [path, readFileSync(path, 'latin1')] as const),
  ]);
  return { places, toPages };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function demandNone({ places }: Traces, secrets: ReadonlyMap<string, string>): void {
  for (const [what, secret] of secrets) {
    expect(secret.length, what).toBeGreaterThan(7);
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
      for (const [place, text] of places) expect(text.includes(form), `${what} in ${place}`).toBe(false);
    }
  }
}

test('a webhook and bot tokens leave main nowhere, but for a token shown once; links are not asked for', async () => {
  const userData = temporaryFolder();
  const sandbox = await tempSandbox();
  const app = await startDesktop({ userData });
  const page = await app.page('window');
  await connect(page, sandbox);
  const own = await ask(page, 'bots', 'list').then(([bot]) => bot?.name ?? '');
  // A portal that says the address it was asked at back, as servers do on their error pages.
  const [, code = ''] = /\/rest\/\d+\/([^/]+)\//.exec(sandbox.webhook) ?? [];
  const echo = { kind: 'refuse', code: 'ERROR_ARGUMENT', description: sandbox.webhook } as const;
  sandbox.control.fault({ ...echo, method: 'imbot.v2.File.upload', times: 1 });
  await send(app, page, own, 'echo.pdf');
  sandbox.control.configure({ webhook: 'revoked' });
  const id = await send(app, page, own, 'canary.pdf');
  await vi.waitFor(async () => {
    const { code } = (await ask(page, 'uploads', 'details', id)) ?? {};
    expect(code).toBe('portal.credentials');
  }, SOON);
  await ask(page, 'portals', 'check', 'office');
  sandbox.control.configure({ webhook: 'active' });
  await ask(page, 'portals', 'repair', { name: 'office', url: sandbox.webhook });
  await arrival(sandbox, 'canary.pdf');
  const { token: rotated } = await ask(page, 'bots', 'rotateToken', { portal: 'office', bot: own });
  const traces = await tracesOf(app, page, userData);

  demandNone(
    traces,
    new Map([
      ['webhook', code],
      ['bot token', SANDBOX_BOT.token],
    ]),
  );
  // Shown once for a backup, and not again.
  expect(traces.toPages.split(rotated).length - 1).toBe(isStandIn ? 1 : 0);
  traces.places.delete(PAGES);
  demandNone(traces, new Map([['new bot token', rotated]]));
  expect(sandbox.control.requests('imbot.v2.File.download').requests).toBe(0);
  for (const path of ['secrets.json', 'settings.json'].map((name) => join(userData, name))) {
    expect(statSync(path).mode & 0o077, path).toBe(0);
  }
});

test('the client secret and every token of a sign-in, renewed ones too, leave main nowhere', async () => {
  const userData = temporaryFolder();
  const dataDir = temporaryFolder();
  const sandbox = await tempSandbox({ dataDir });
  const app = await startDesktop({ userData });
  const page = await app.page('window');
  await signInByForm(page, sandbox);
  await vi.waitFor(async () => expect(await app.opened()).not.toEqual([]), SOON);
  const answer = await allowInBrowser(app);
  expect(answer).not.toBe('');
  await page.getByRole('button', { name: 'Next' }).click();
  const bot = await ask(page, 'bots', 'adopt', { portal: 'office', botId: SANDBOX_BOT.id });
  await ask(page, 'dialogs', 'check', { portal: 'office', bot: bot.name, dialog: 'chat5' });
  sandbox.control.expireAccessTokens();
  await send(app, page, bot.name, 'renewed.pdf');
  await arrival(sandbox, 'renewed.pdf');
  const traces = await tracesOf(app, page, userData);

  const tokens = tokensIn(dataDir);
  expect(tokens.length).toBeGreaterThanOrEqual(4); // two sign-in tokens and the two they were renewed to
  demandNone(
    traces,
    new Map([
      ['client secret', SEED_APP.secret],
      ...tokens.map((token, at) => [`token ${at}`, token] as const),
    ]),
  );
});

/** Every token the sandbox has ever given out. */
function tokensIn(dataDir: string): string[] {
  const lines = readFileSync(join(dataDir, 'journal.jsonl'), 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const [kind, record] = JSON.parse(line) as [string, { readonly id: string }];
    return kind === 'token' ? [record.id] : [];
  });
}
