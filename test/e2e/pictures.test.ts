import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { arrival, ask, botName, connect, makeFile, SOON, watchDraft } from './office.ts';
import { startDesktop } from './start-desktop.ts';

/** Draws the pictures of the documentation and prints figures; it proves nothing, so that it runs when asked for. */
const isAsked = import.meta.env.MODE === 'pictures';
const WHEN = 'draws the documentation: npm run images';
const IMAGES = join('docs', 'images');

test('popover and window as they are with a portal, a watch and some files', async ({ skip }) => {
  skip(!isAsked, WHEN);
  mkdirSync(IMAGES, { recursive: true });
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const window = await app.page('window');
  await connect(window, sandbox);
  const bot = await botName(window);
  for (const dialog of ['chat7', '5']) {
    await ask(window, 'dialogs', 'check', { portal: 'office', bot, dialog });
  }
  const folder = join(temporaryFolder(), 'Scans');
  mkdirSync(folder);
  await ask(window, 'watches', 'save', { draft: watchDraft(folder, bot, { existing: 'all' }) });
  for (const [name, bytes] of [
    ['Rechnung 4711.pdf', 1_200_000],
    ['Отчёт за ноябрь.xlsx', 96_000],
    ['Lieferschein 88213.pdf', 640_000],
    ['Rampe 3 Kamera.jpg', 3_800_000],
  ] as const) {
    makeFile(folder, name, bytes);
    await arrival(sandbox, name);
  }
  makeFile(folder, 'empty.txt', 0);
  await ask(window, 'app', 'openWindow', 'history');
  await app.clickMenu('Drop window');
  const popover = await app.page('popover');
  for (const [page, name] of [
    [popover, 'popover'],
    [window, 'window'],
  ] as const) {
    for (const theme of ['light', 'dark'] as const) {
      await ask(window, 'app', 'change', { theme });
      await page.getByText('Rampe 3 Kamera.jpg').first().waitFor();
      const path = join(temporaryFolder(), 'picture.png');
      await page.screenshot({ path, animations: 'disabled' });
      copyFileSync(path, join(IMAGES, `${name}-${theme}.png`));
    }
  }
});

test('figures: from the start to the icon, and memory at rest', async ({ skip }) => {
  skip(!isAsked, WHEN);
  const started = performance.now();
  const app = await startDesktop({ args: ['--hidden'] });
  await vi.waitFor(async () => expect(await app.hasTray()).toBe(true), { ...SOON, interval: 5 });
  const iconMs = performance.now() - started;
  // Without a window there is no page: this is what a tray program costs all day.
  const bytes = await app.memory();

  console.log(`start to icon: ${iconMs.toFixed(0)} ms; main at rest: ${(bytes / 2 ** 20).toFixed(0)} MiB`);
});
