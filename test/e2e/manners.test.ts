import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import type { Bounds } from './desktop-app.ts';
import { arrival, ask, botName, connect, makeFile, SOON, watchDraft } from './office.ts';
import { startDesktop } from './start-desktop.ts';

const DESK = { x: 0, y: 0, width: 1_920, height: 1_040 };
const SECOND = { x: 1_920, y: 0, width: 1_920, height: 1_040 };
const TWO = [DESK, SECOND];

test('the menu bar is the program’s own, in its language, and leads where it says', async () => {
  const app = await startDesktop();
  const page = await app.page('window');
  expect(await app.menuBar()).toEqual(
    expect.arrayContaining([
      'Chatdrop > Settings…',
      'Edit',
      'Edit > Paste',
      'View',
      'Window > Close',
      'Help',
    ]),
  );
  expect((await app.menuBar()).join()).not.toMatch(/Reload|Developer|Electron|Documentation/);

  await app.clickMenuBar('Chatdrop > Settings…');
  await page.getByLabel('Language').selectOption({ label: 'Deutsch' });

  await vi.waitFor(async () => {
    expect(await app.menuBar()).toEqual(expect.arrayContaining(['Bearbeiten > Einfügen', 'Hilfe']));
  }, SOON);
  expect((await app.menuBar()).join()).not.toMatch(/\b(?:Edit|Help|Window)\b/);
});

test('a right click in a field offers what can be done there, and nothing elsewhere', async () => {
  const app = await startDesktop();
  const page = await app.page('window');
  const field = page.getByLabel('Webhook address');
  await page.getByRole('main').click({ button: 'right', position: { x: 5, y: 5 } });
  expect(await app.fieldMenu()).toEqual([]);

  // Without a selection there is nothing to copy. Whether Paste is enabled depends on the tester's clipboard.
  await field.fill('https://');
  await field.click({ button: 'right' });
  await vi.waitFor(async () => expect(await app.fieldMenu()).toContain('Select all'), SOON);
  expect(await app.fieldMenu()).not.toContain('Copy');

  const name = page.getByLabel('Name', { exact: true });
  await name.fill('office');
  await name.selectText();
  await name.click({ button: 'right' });
  await vi.waitFor(
    async () => expect(await app.fieldMenu()).toEqual(expect.arrayContaining(['Cut', 'Copy', 'Select all'])),
    SOON,
  );
});

test('the window comes back where it was on these displays, and where it can be reached', async () => {
  const userData = temporaryFolder();
  const place: Bounds = { x: 2_400, y: 120, width: 900, height: 600 };
  const first = await startDesktop({ userData });
  await first.page('window');
  await first.setDisplays(TWO);
  await first.moveWindow('window', place);
  await vi.waitFor(() => expect(placesIn(userData)).toContain('"x":2400'), SOON);

  await first.setDisplays([DESK]);
  await vi.waitFor(async () => expect(await first.bounds('window')).toEqual({ ...place, x: 1_020 }), SOON);
  await first.quit();

  const second = await startDesktop({ userData, args: ['--hidden'] });
  await vi.waitFor(async () => expect(await second.hasTray()).toBe(true), SOON);
  await second.setDisplays(TWO);
  await second.clickMenu('Open Chatdrop');
  await second.page('window');
  await vi.waitFor(async () => expect(await second.bounds('window')).toEqual(place), SOON);
});

test('the pinned drop window is moved by its header, closed by a button, and comes back where it was', async () => {
  const app = await startDesktop();
  await app.clickMenu('Drop window');
  const popover = await app.page('popover');
  const beside = await app.bounds('popover');
  await popover.locator('header').waitFor();
  expect(await dragRegion(popover, 'header')).not.toBe('drag');
  expect(await popover.getByRole('button', { name: 'Close', exact: true }).count()).toBe(0);

  await popover.getByRole('button', { name: 'Keep this window open' }).click();
  const close = popover.getByRole('button', { name: 'Close', exact: true });
  await close.waitFor();
  expect(await dragRegion(popover, 'header')).toBe('drag');
  expect(await dragRegion(popover, 'header button')).toBe('no-drag');

  await app.moveWindow('popover', { x: 300, y: 200 });
  await close.click();
  await vi.waitFor(async () => expect(await app.isShown('popover')).toBe(false), SOON);
  await app.clickMenu('Drop window');
  expect(await app.bounds('popover')).toMatchObject({ x: 300, y: 200, width: 400 });

  await popover.getByRole('button', { name: 'Let this window hide' }).click();
  await app.blur('popover');
  await vi.waitFor(async () => {
    await app.blur('popover');
    expect(await app.isShown('popover')).toBe(false);
  }, SOON);
  await app.clickMenu('Drop window');
  expect(await app.bounds('popover')).toEqual(beside);
});

test('while files are sent the icon counts them and the taskbar shows how far it is', async () => {
  const sandbox = await tempSandbox();
  const folder = temporaryFolder();
  const app = await startDesktop();
  const page = await app.page('window');
  await connect(page, sandbox);
  await ask(page, 'app', 'change', { bandwidth: 100_000 });
  await ask(page, 'watches', 'save', { draft: watchDraft(folder, await botName(page)) });
  expect(await app.badge()).toEqual({ count: 0, bar: -1 });

  makeFile(folder, 'large.bin', 400_000);
  await vi.waitFor(async () => {
    const { count, bar } = await app.badge();
    expect(count).toBe(1);
    expect(bar).toBeGreaterThan(0.1);
  }, SOON);

  await arrival(sandbox, 'large.bin');
  await vi.waitFor(async () => expect(await app.badge()).toEqual({ count: 0, bar: -1 }), SOON);
});

test('a crash of a page is in the log on disk, which nobody else may read', async () => {
  const userData = temporaryFolder();
  const app = await startDesktop({ userData });
  await app.page('window');
  await app.crash('window');

  const log = join(userData, 'logs', 'chatdrop.log');
  await vi.waitFor(() => expect(readFileSync(log, 'utf8')).toContain('a page has crashed'), SOON);
  expect(readdirSync(join(userData, 'logs'))).toEqual(['chatdrop.log']);
  expect(statSync(log).mode & 0o077).toBe(0);
});

function placesIn(userData: string): string {
  return readFileSync(join(userData, 'windows.json'), 'utf8');
}

const dragRegion = (page: Page, selector: string) =>
  page.evaluate(
    `getComputedStyle(document.querySelector('${selector}')).getPropertyValue('-webkit-app-region')`,
  );
