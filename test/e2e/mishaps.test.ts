import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { arrival, ask, botName, connect, copies, makeFile, SOON } from './office.ts';
import { isStandIn, startDesktop } from './start-desktop.ts';
import type { DesktopApp } from './desktop-app.ts';
import type { Page } from 'playwright-core';

async function send(app: DesktopApp, page: Page, path: string): Promise<number> {
  await app.choose([path]);
  const drop = await ask(page, 'drops', 'choose');
  const target = { portal: 'office', bot: await botName(page), dialog: 'chat5' };
  const { ids } = await ask(page, 'drops', 'send', { drop: drop?.handle ?? '', target, caption: '' });
  return ids[0] ?? 0;
}

test(
  'quit during an upload parks it, and the next start delivers it once',
  { timeout: 150_000 },
  async () => {
    const userData = temporaryFolder();
    const sandbox = await tempSandbox();
    const first = await startDesktop({ userData });
    const page = await first.page('window');
    await connect(page, sandbox);
    // Slow enough to be under way at the end: the first request waits before its body is read.
    sandbox.control.fault({ kind: 'delay', method: 'imbot.v2.File.upload', ms: 60_000, times: 1 });
    const id = await send(first, page, makeFile(temporaryFolder(), 'late.bin', 20_000_000));
    await vi.waitFor(async () => {
      expect((await ask(page, 'uploads', 'details', id))?.state).toBe('sending');
    }, SOON);

    expect(await first.quit()).toBe(0);

    expect(copies(sandbox, 'late')).toBe(0);
    const second = await startDesktop({ userData });
    await arrival(sandbox, 'late.bin');
    const again = await second.page('window');
    await vi.waitFor(async () => {
      expect((await ask(again, 'uploads', 'details', id))?.state).toBe('delivered');
    }, SOON);
    expect(copies(sandbox, 'late')).toBe(1);
  },
);

test('killed and started again, the settings, the secrets and the queue are there', async () => {
  const userData = temporaryFolder();
  const sandbox = await tempSandbox();
  const first = await startDesktop({ userData });
  const page = await first.page('window');
  await connect(page, sandbox);
  await ask(page, 'app', 'pause', {});
  await send(first, page, makeFile(temporaryFolder(), 'kept.pdf'));
  await first.kill();

  const second = await startDesktop({ userData });
  const again = await second.page('window');
  await vi.waitFor(async () => {
    expect(await ask(again, 'app', 'status')).toMatchObject({ state: 'paused', waiting: 1 });
  }, SOON);
  await ask(again, 'app', 'resume');

  await arrival(sandbox, 'kept.pdf');
  expect(copies(sandbox, 'kept')).toBe(1);
});

test('revoked credentials stop the portal and say so; the repaired webhook sends what waited', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const page = await app.page('window');
  await connect(page, sandbox);
  sandbox.control.configure({ webhook: 'revoked' });
  await send(app, page, makeFile(temporaryFolder(), 'waits.pdf'));

  await vi.waitFor(async () => {
    const [portal] = await ask(page, 'portals', 'list');
    expect(portal?.state).toMatchObject({ type: 'needs-you', code: 'portal.credentials' });
    expect(await app.trayImage()).toContain('tray-needs-you');
    expect(await app.notifications()).not.toEqual([]);
  }, SOON);
  expect(copies(sandbox, 'waits')).toBe(0);
  sandbox.control.configure({ webhook: 'active' });
  await ask(page, 'portals', 'repair', { name: 'office', url: sandbox.webhook });

  await arrival(sandbox, 'waits.pdf');
  await vi.waitFor(async () => expect(await app.trayImage()).toContain('tray-ok'), SOON);
});

test('once the portal lets us in again, a check that finds it so sends what waited', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const page = await app.page('window');
  await connect(page, sandbox);
  sandbox.control.configure({ webhook: 'revoked' });
  const id = await send(app, page, makeFile(temporaryFolder(), 'checked.pdf'));
  await vi.waitFor(async () => {
    expect((await ask(page, 'uploads', 'details', id))?.code).toBe('portal.credentials');
  }, SOON);
  sandbox.control.configure({ webhook: 'active' });

  await ask(page, 'portals', 'check', 'office');

  await arrival(sandbox, 'checked.pdf');
});

test('after sleep everything is looked at and tried again at once', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const page = await app.page('window');
  await connect(page, sandbox);
  sandbox.control.fault({ kind: 'cut', at: 'in-body', method: 'imbot.v2.File.upload', times: 1 });
  const id = await send(app, page, makeFile(temporaryFolder(), 'asleep.pdf', 20_000_000));
  await vi.waitFor(async () => {
    expect((await ask(page, 'uploads', 'details', id))?.state).toBe('waiting');
  }, SOON);

  await app.power('resume');

  await arrival(sandbox, 'asleep.pdf');
});

test('settings that cannot be read are set aside and told of, and the window opens', async () => {
  const userData = temporaryFolder();
  writeFileSync(join(userData, 'settings.json'), '{"version":1,"portals":[{"na');

  const app = await startDesktop({ userData, args: ['--hidden'] });

  await app.page('window');
  expect(await app.isShown('window')).toBe(true);
  const aside = readdirSync(userData).filter((name) => /^settings\.damaged-\d+\.json$/.test(name));
  expect(aside.map((name) => readFileSync(join(userData, name), 'utf8'))).toEqual([
    '{"version":1,"portals":[{"na',
  ]);
  const told = (await app.notifications()).map(({ title }) => title);
  expect(told).toEqual(['Some of the settings could not be read']);
});

test('without a network the icon says so, and what waited goes out when it is back', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const page = await app.page('window');
  await connect(page, sandbox);
  await app.setOnline(false);
  await vi.waitFor(async () => expect(await app.trayImage()).toContain('tray-offline'), SOON);
  sandbox.control.fault({ kind: 'cut', at: 'in-body', method: 'imbot.v2.File.upload', times: 1 });
  const id = await send(app, page, makeFile(temporaryFolder(), 'offline.pdf', 20_000_000));
  await vi.waitFor(async () => {
    expect((await ask(page, 'uploads', 'details', id))?.state).toBe('waiting');
  }, SOON);

  await app.setOnline(true);

  await arrival(sandbox, 'offline.pdf');
  await vi.waitFor(async () => expect(await app.trayImage()).toContain('tray-ok'), SOON);
});

// Playwright gives a page that crashed up for good: on real Electron test/electron-rig/crash.check.ts asks without it.
test.runIf(isStandIn)(
  'a page that crashes is loaded again and shows what there is (here the stand-in alone)',
  async () => {
    const app = await startDesktop();
    const page = await app.page('window');
    await page.locator('#app > *').first().waitFor();

    await app.crash('window');

    await vi.waitFor(async () => {
      expect(await ask(await app.page('window'), 'app', 'status')).toMatchObject({ waiting: 0 });
    }, SOON);
  },
);

test.runIf(isStandIn)(
  'a keyring that stays locked keeps nobody waiting: the portal needs you, its files stay (needs the stand-in: a locked keyring asks)',
  async () => {
    const userData = temporaryFolder();
    const sandbox = await tempSandbox();
    const first = await startDesktop({ userData });
    await connect(await first.page('window'), sandbox);
    await first.quit();
    const before = readFileSync(join(userData, 'secrets.json'), 'utf8');

    const second = await startDesktop({ userData, env: { ELECTRON_HOST_KEYRING: 'locked' } });
    const page = await second.page('window');

    await vi.waitFor(async () => {
      const [portal] = await ask(page, 'portals', 'list');
      expect(portal?.state).toEqual({ type: 'needs-you', code: 'secret.missing', host: undefined });
    }, SOON);
    const id = await send(second, page, makeFile(temporaryFolder(), 'stays.pdf'));
    expect((await ask(page, 'uploads', 'details', id))?.state).toBe('queued');
    await second.quit();
    expect(readFileSync(join(userData, 'secrets.json'), 'utf8')).toBe(before);

    const third = await startDesktop({ userData });
    await third.page('window');
    await arrival(sandbox, 'stays.pdf');
  },
);

test.runIf(isStandIn)(
  'where secrets would be kept badly nothing is written before the user has agreed (needs the stand-in: a weak keyring)',
  async () => {
    const userData = temporaryFolder();
    const sandbox = await tempSandbox();
    const app = await startDesktop({ userData, env: { ELECTRON_HOST_KEYRING: 'weak' } });
    const page = await app.page('window');
    await connect(page, sandbox);

    expect(await ask(page, 'app', 'info')).toMatchObject({ secrets: 'weak' });
    expect(readdirSync(userData)).not.toContain('secrets.json');
    await ask(page, 'app', 'allowWeakSecrets');

    expect(readFileSync(join(userData, 'secrets.json'), 'utf8')).toContain('basic_text');
  },
);
