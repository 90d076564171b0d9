import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { arrival, ask, connect, makeFile, sha256, SOON } from './office.ts';
import { isStandIn, startDesktop } from './start-desktop.ts';

test('started hidden: tray, popover, a file dropped on a chat, the chat, the history', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop({ args: ['--hidden'] });
  await vi.waitFor(async () => expect(await app.hasTray()).toBe(true), SOON);
  expect(await app.isShown('window')).toBe(false);
  await app.clickMenu('Drop window');
  const popover = await app.page('popover');
  expect(await app.isShown('popover')).toBe(true);
  await connect(popover, sandbox);
  const tile = popover.locator('button.tile').first();
  await tile.waitFor();
  const path = makeFile(temporaryFolder(), 'Отчёт & Übersicht.pdf', 300_000);

  await app.dropFiles(popover, 'button.tile', [path]);

  const message = await arrival(sandbox, 'Отчёт & Übersicht.pdf');
  expect(message.file?.sha256).toBe(sha256(path));
  await popover.getByText('Отчёт & Übersicht.pdf').first().waitFor();
  await app.clickMenu('Open Chatdrop');
  const window = await app.page('window');
  await window.getByText('Отчёт & Übersicht.pdf').first().waitFor();
  const [row] = await ask(window, 'uploads', 'page', { filters: {}, limit: 10 });
  expect(row).toMatchObject({ state: 'delivered', dialog: 'chat5', name: 'Отчёт & Übersicht.pdf' });
  expect(await app.refusedRequests()).toEqual([]);
  await vi.waitFor(async () => expect(await app.trayToolTip()).toMatch(/last \d/), SOON);
});

test('a click on the icon shows the popover and hides it, one that took the focus away does not flicker', async () => {
  const app = await startDesktop({ args: ['--hidden'] });
  await vi.waitFor(async () => expect(await app.hasTray()).toBe(true), SOON);

  await app.clickTray();
  await vi.waitFor(async () => expect(await app.isShown('popover')).toBe(true), SOON);
  await app.clickTrayFromPopover();
  expect(await app.isShown('popover')).toBe(false);
  // A click of its own, a moment later, shows it again.
  await vi.waitFor(async () => {
    await app.clickTray();
    expect(await app.isShown('popover')).toBe(true);
  }, SOON);
});

test('the popover stays while files are dragged over it, and when it is pinned', async () => {
  const app = await startDesktop({ args: ['--hidden'] });
  await vi.waitFor(async () => expect(await app.hasTray()).toBe(true), SOON);
  await app.clickTray();
  const popover = await app.page('popover');
  await popover.locator('#app > *').first().waitFor();

  await app.dragOver(popover, 'body', [makeFile(temporaryFolder(), 'a.txt')]);
  await popover.getByText('Drop on a chat to send').waitFor();
  // What the page says is heard in its order: with this answer the drag is known.
  await ask(popover, 'app', 'status');
  await app.blur('popover');
  expect(await app.isShown('popover')).toBe(true);
  await ask(popover, 'app', 'dragging', false);
  await ask(popover, 'app', 'pinPopover', true);
  await app.blur('popover');

  expect(await app.isShown('popover')).toBe(true);
  expect(await app.isOnTop('popover')).toBe(true);
});

test.runIf(isStandIn)(
  'where there is no tray the window opens although the program was started hidden (needs the stand-in: Electron on Linux always makes one)',
  async () => {
    const app = await startDesktop({ args: ['--hidden'], env: { ELECTRON_HOST_TRAY: 'none' } });

    await app.page('window');

    expect(await app.isShown('window')).toBe(true);
  },
);

test('pausing from the menu shows in the icon and in the menu', async () => {
  const app = await startDesktop({ args: ['--hidden'] });
  await vi.waitFor(async () => expect(await app.trayMenu()).toContain('Pause > For an hour'), SOON);

  await app.clickMenu('Pause > For an hour');
  await vi.waitFor(async () => expect(await app.trayImage()).toContain('tray-paused'), SOON);
  await app.clickMenu('Resume');

  await vi.waitFor(async () => expect(await app.trayImage()).toContain('tray-ok'), SOON);
});
