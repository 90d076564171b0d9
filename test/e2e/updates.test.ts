import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startScriptServer } from '../support/script-server.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { arrival, ask, botName, connect, copies, makeFile, SOON } from './office.ts';
import { isStandIn, startDesktop } from './start-desktop.ts';

const OLD = '#!/bin/sh\n# version 0.0.1\n';
/** Its first start is what ends a test. */
const NEW = '#!/bin/sh\n# version 99.0.0\ntouch "$HOME/new-program-started"\n';
const FEED_FILE = `latest-linux${process.arch === 'arm64' ? '-arm64' : ''}.yml`;

/** A feed that offers version 99, over HTTP; `file` is what is given for it. */
async function feedOffering(file: string) {
  const sha512 = createHash('sha512').update(NEW).digest('base64');
  const yaml = `version: 99.0.0
files:
  - url: Chatdrop.AppImage
    sha512: ${sha512}
    size: ${NEW.length}
path: Chatdrop.AppImage
sha512: ${sha512}
releaseDate: '2027-01-01T00:00:00.000Z'
`;
  const server = await startScriptServer(({ url }, response) => {
    if (url.includes(FEED_FILE)) response.end(yaml);
    else if (url.includes('Chatdrop.AppImage')) response.end(file);
    else response.writeHead(404).end();
  });
  onTestFinished(() => server.close());
  return server;
}

/** The program as an AppImage that was built with this feed. */
async function startAppImage(feed: string, userData = temporaryFolder(), name = 'Chatdrop.AppImage') {
  const image = join(userData, name);
  writeFileSync(image, OLD);
  chmodSync(image, 0o755);
  const resources = join(userData, 'resources');
  mkdirSync(resources, { recursive: true });
  writeFileSync(
    join(resources, 'app-update.yml'),
    `provider: generic\nurl: ${feed}\nupdaterCacheDirName: chatdrop-updater\n`,
  );
  const app = await startDesktop({
    userData,
    env: { ELECTRON_HOST_RESOURCES: resources, APPIMAGE: image, APPDIR: dirname(process.execPath) },
  });
  return {
    app,
    page: await app.page('window'),
    image: () => readFileSync(image, 'utf8'),
    isNewStarted: () => existsSync(join(userData, 'new-program-started')),
  };
}

async function stateSoon(page: Page, type: string): Promise<void> {
  await vi.waitFor(async () => expect(await ask(page, 'updates', 'state')).toMatchObject({ type }), SOON);
}

test.runIf(isStandIn)(
  'an update is found, fetched, and put in place only after the upload under way has arrived (needs the stand-in: only a packed program is replaced)',
  async () => {
    const sandbox = await tempSandbox();
    const feed = await feedOffering(NEW);
    const { app, page, image, isNewStarted } = await startAppImage(feed.origin);
    await connect(page, sandbox);
    await ask(page, 'updates', 'check');
    expect(await ask(page, 'updates', 'state')).toEqual({ type: 'available', version: '99.0.0' });
    await ask(page, 'updates', 'download');
    await stateSoon(page, 'ready');
    await vi.waitFor(async () => expect(await app.trayMenu()).toContain('Restart to update'), SOON);

    // Slow enough to be under way for as long as it takes.
    await ask(page, 'app', 'change', { bandwidth: 70_000 });
    await app.choose([makeFile(temporaryFolder(), 'large.bin', 30_000_000)]);
    const drop = await ask(page, 'drops', 'choose');
    const target = { portal: 'office', bot: await botName(page), dialog: 'chat5' };
    await ask(page, 'drops', 'send', { drop: drop?.handle ?? '', target, caption: '' });
    await vi.waitFor(async () => {
      expect(await ask(page, 'app', 'status')).toMatchObject({ sending: 1 });
    }, SOON);
    await app.clickMenu('Restart to update');
    await vi.waitFor(async () => {
      expect(await ask(page, 'updates', 'state')).toMatchObject({ type: 'ready', isWaiting: true });
    }, SOON);
    expect(image()).toBe(OLD);
    await ask(page, 'app', 'change', { bandwidth: 0 });
    await arrival(sandbox, 'large.bin');

    await vi.waitFor(() => expect(isNewStarted()).toBe(true), SOON);
    expect(image()).toBe(NEW);
    expect(copies(sandbox, 'large')).toBe(1);
  },
);

test.runIf(isStandIn)(
  'a file that is not the one its publisher described is thrown away (needs the stand-in: only a packed program is replaced)',
  async () => {
    const feed = await feedOffering(NEW.replace('99.0.0', '66.6.6'));
    const { page, image } = await startAppImage(feed.origin);
    await ask(page, 'updates', 'check');

    await ask(page, 'updates', 'download');

    await stateSoon(page, 'refused');
    await ask(page, 'updates', 'restart');
    expect(await ask(page, 'updates', 'state')).toEqual({ type: 'refused', version: '99.0.0' });
    expect(image()).toBe(OLD);
  },
);

test.runIf(isStandIn)(
  'switched off, nobody is asked; what is not packed does not replace itself (needs the stand-in: only a packed program is replaced)',
  async () => {
    const feed = await feedOffering(NEW);
    const { page } = await startAppImage(feed.origin);
    await ask(page, 'app', 'change', { updates: 'off' });
    await ask(page, 'updates', 'check');
    expect(await ask(page, 'updates', 'state')).toEqual({ type: 'off' });
    expect(feed.started()).toBe(0);

    const unpacked = await startDesktop();

    expect(await ask(await unpacked.page('window'), 'updates', 'state')).toEqual({ type: 'elsewhere' });
  },
);

test.runIf(isStandIn)(
  'an AppImage with another name than before is what the system starts next time (needs the stand-in: only a packed program is replaced)',
  async () => {
    const feed = await feedOffering(NEW);
    const userData = temporaryFolder();
    const first = await startAppImage(feed.origin, userData, 'Chatdrop-1.0.0.AppImage');
    await ask(first.page, 'app', 'change', { startWithSystem: true, sendTo: true });
    const entry = join(userData, '.config/autostart/chatdrop.desktop');
    expect(readFileSync(entry, 'utf8')).toContain('Chatdrop-1.0.0.AppImage" "--hidden"');
    await first.app.quit();

    await startAppImage(feed.origin, userData, 'Chatdrop-2.0.0.AppImage');

    await vi.waitFor(() => {
      expect(readFileSync(entry, 'utf8')).toContain('Chatdrop-2.0.0.AppImage" "--hidden"');
    }, SOON);
  },
);
