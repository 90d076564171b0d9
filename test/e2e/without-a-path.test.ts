import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { arrival, ask, botName, connect, makeFile, SOON } from './office.ts';
import { startDesktop } from './start-desktop.ts';
import type { DesktopApp } from './desktop-app.ts';

async function openPopover(app: DesktopApp): Promise<Page> {
  await vi.waitFor(async () => expect(await app.hasTray()).toBe(true), SOON);
  await app.clickMenu('Drop window');
  return app.page('popover');
}

/** Runs in the page: drops what another page or program holds in memory. */
function dropContent(element: unknown): void {
  const page = globalThis as unknown as {
    DataTransfer: new () => { readonly items: { add(file: File): void } };
    DragEvent: new (type: string, options: object) => object;
  };
  const dataTransfer = new page.DataTransfer();
  dataTransfer.items.add(new File(['from a web page'], 'Bild.png', { type: 'image/png' }));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    const event = new page.DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
    (element as { dispatchEvent(event: object): void }).dispatchEvent(event);
  }
}

test('a picture dragged out of a web page, which has no path, arrives with what is in it', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop({ args: ['--hidden'] });
  const popover = await openPopover(app);
  await connect(popover, sandbox);
  const tile = popover.locator('button.tile').first();
  await tile.waitFor();

  await tile.evaluate(dropContent);

  const { file } = await arrival(sandbox, 'Bild.png');
  expect(file?.sha256).toBe(createHash('sha256').update('from a web page').digest('hex'));
});

test('a picture in the clipboard is pasted as a file named by its time', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const window = await app.page('window');
  await connect(window, sandbox);
  const png = Buffer.from('89504e470d0a1a0a', 'hex');
  await app.copyPicture(png.toString('base64'));

  const drop = await ask(window, 'drops', 'paste');

  expect(drop).toMatchObject({ files: 1, bytes: png.length, needsQuestion: false });
  const [name = ''] = drop?.names ?? [];
  expect(name).toMatch(/^Picture \d{4}-\d\d-\d\d \d{6}\.png$/);
  const target = { portal: 'office', bot: await botName(window), dialog: 'chat5' };
  await ask(window, 'drops', 'send', { drop: drop?.handle ?? '', target, caption: '' });
  const { file } = await arrival(sandbox, name);
  expect(file?.sha256).toBe(createHash('sha256').update(png).digest('hex'));
});

test('files dropped on the icon open the popover, which asks where they go, however late its page is', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  await connect(await app.page('window'), sandbox);
  await vi.waitFor(async () => expect(await app.hasTray()).toBe(true), SOON);
  const folder = temporaryFolder();

  await app.dropOnTray([makeFile(folder, 'before the page.pdf')]);
  const popover = await app.page('popover');
  await popover.getByText(/before the page\.pdf/).waitFor();
  await ask(popover, 'app', 'hidePopover');
  await app.dropOnTray([makeFile(folder, 'after it.pdf')]);

  await popover.getByText(/after it\.pdf/).waitFor();
  await vi.waitFor(async () => expect(await app.isShown('popover')).toBe(true), SOON);
});
