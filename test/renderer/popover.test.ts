import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { drag } from './support/acting.ts';
import { openPopover } from './support/open.ts';
import { brokenPortal, targets } from './support/sample-portals.ts';
import { upload } from './support/sample-uploads.ts';
import { DROP, emptyWorld, STATUS, world } from './support/world.ts';

/** Lets files go over a tile. */
function letGo(files: readonly File[], selector = '.tile'): void {
  const tile = document.querySelector(selector);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    const event = new DragEvent(type, { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files, dropEffect: 'none' } });
    tile?.dispatchEvent(event);
  }
}

const pdf = new File(['x'], 'Angebot.pdf');

test('a file dropped on a chat goes there without a question', async () => {
  const main = await openPopover(world());
  await expect.element(page.getByRole('button', { name: /Buchhaltung/ }).first()).toBeVisible();

  letGo([pdf]);

  await expect.element(page.getByText('On its way to Buchhaltung')).toBeVisible();
  expect(main.inputsOf('drop')).toEqual([['Angebot.pdf']]);
  expect(main.inputsOf('drops.send')).toEqual([
    { drop: DROP.handle, target: { portal: 'office', bot: 'Scanner', dialog: 'chat5' }, caption: '' },
  ]);
});

test('the window is told of a drag, so that it does not hide', async () => {
  const main = await openPopover(world());
  await expect.element(page.getByText('Drop files on a chat')).toBeVisible();

  letGo([pdf]);

  await expect.poll(() => main.inputsOf('app.dragging')).toEqual([true, false]);
});

test('many files are asked about first, with chat and caption to choose', async () => {
  const main = await openPopover(
    world({ drop: { ...DROP, files: 37, bytes: 412_000_000, needsQuestion: true } }),
  );
  await page.getByRole('button', { name: 'Choose files' }).click();

  await expect.element(page.getByText('Send 37 files (412 MB)?')).toBeVisible();
  await page.getByLabelText('Caption').fill('November');
  await page.getByRole('button', { name: 'Send 37 files' }).click();

  await expect.poll(() => main.inputsOf('drops.send')).toMatchObject([{ caption: 'November' }]);
});

test('what has arrived before the page was there is asked about, and so is what arrives later', async () => {
  const main = await openPopover(world({ arrived: { ...DROP, names: ['before the page.pdf'] } }));
  await expect.element(page.getByText('before the page.pdf')).toBeVisible();
  expect(main.world.arrived).toBeUndefined();

  main.world.arrived = { ...DROP, names: ['after it.pdf'] };
  main.tell('drops.arrived', undefined);

  await expect.element(page.getByText('after it.pdf')).toBeVisible();
});

test('a file that is in the chat already is asked about before it goes there again', async () => {
  const main = await openPopover(world({ repeats: 1 }));
  await expect.element(page.getByRole('button', { name: /Buchhaltung/ }).first()).toBeVisible();

  letGo([pdf]);

  await expect.element(page.getByText('1 of them is in this chat already')).toBeVisible();
  expect(main.inputsOf('drops.send')).toEqual([]);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(() => main.inputsOf('drops.send')).toHaveLength(1);
});

test('a question that is cancelled gives its files back', async () => {
  const main = await openPopover(world({ drop: { ...DROP, needsQuestion: true } }));
  await page.getByRole('button', { name: 'Choose files' }).click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();

  await expect.poll(() => main.inputsOf('drops.discard')).toEqual([DROP.handle]);
  expect(main.inputsOf('drops.send')).toEqual([]);
});

test('what was sent by hand can be taken back', async () => {
  const main = await openPopover(world());
  await page
    .getByRole('button', { name: /Buchhaltung/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Undo' }).click();

  await expect.element(page.getByText('Taken back: 0 cancelled, 1 removed from the chat')).toBeVisible();
  expect(main.inputsOf('drops.undo')).toEqual([{ ids: [31] }]);
});

test('a chat the bot may not post in says why, and takes no files', async () => {
  const main = await openPopover(world({ targets: targets(2, { code: 'dialog.access-denied' }) }));
  await expect.element(page.getByText('The bot may not post in this chat').first()).toBeVisible();
  await drag('.tile', { types: ['Files'], files: [] });
  await expect.element(page.getByText(/Nothing can be sent to Buchhaltung just now/)).toBeVisible();

  letGo([pdf]);

  expect(main.inputsOf('drop')).toEqual([]);
});

test('text that is dragged over the window is refused in words', async () => {
  await openPopover(world());
  await drag('.tile', { types: ['text/plain'], files: [] });

  await expect.element(page.getByText('Only files and pictures can be sent')).toBeVisible();
});

test('pasted files are asked about, because nobody aimed at a chat', async () => {
  const main = await openPopover(world());
  await expect.element(page.getByText('Drop files on a chat')).toBeVisible();

  const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
  document.body.dispatchEvent(event);

  await expect.element(page.getByText('Send 1 file (412 kB)?')).toBeVisible();
  expect(main.inputsOf('drops.paste')).toHaveLength(1);
});

test('a portal strip is there only when something is wrong', async () => {
  const main = await openPopover(world());
  await expect.element(page.getByText('Drop files on a chat')).toBeVisible();
  await expect
    .element(page.getByText('lager.bitrix24.de: The portal refuses the webhook'))
    .not.toBeInTheDocument();

  main.tell('portals.changed', [brokenPortal()]);

  await expect.element(page.getByText('lager.bitrix24.de: The portal refuses the webhook')).toBeVisible();
  await page.getByRole('button', { name: 'Fix it' }).click();
  expect(main.inputsOf('app.openWindow')).toEqual(['portals']);
});

test('progress shows how far, how fast and how long', async () => {
  const main = await openPopover(world());
  await expect.element(page.getByText('Scan 2026-11-22 0931.tiff').first()).toBeVisible();

  main.tell('uploads.progress', { id: 31, sentBytes: 42_000_000, bytesPerSecond: 8_400_000 });

  await expect
    .element(page.getByRole('progressbar', { name: 'Scan 2026-11-22 0931.tiff' }))
    .toHaveAttribute('aria-valuenow', '50');
  await expect.element(page.getByText('Buchhaltung · 42 MB of 84 MB, 8.4 MB/s')).toBeVisible();
  await expect.element(page.getByText('5 s', { exact: true })).toBeVisible();
});

test('an upload is cancelled from its row and leaves the list', async () => {
  const main = await openPopover(world());
  await page.getByRole('button', { name: 'Cancel Lieferantenliste.csv' }).click();

  expect(main.inputsOf('uploads.cancel')).toEqual([27]);
  await expect.element(page.getByText('Lieferantenliste.csv')).not.toBeInTheDocument();
});

test('without a chat the window leads to the first steps', async () => {
  const main = await openPopover(emptyWorld());
  await page.getByRole('button', { name: 'Begin' }).click();

  expect(main.inputsOf('app.openWindow')).toEqual(['setup']);
});

test('beyond eight chats the rest is found by search', async () => {
  await openPopover(world({ targets: targets(11) }));
  await page.getByRole('searchbox', { name: 'Find a chat' }).fill('krü');

  await expect.element(page.getByRole('button', { name: /Anna Krüger/ })).toBeVisible();
  expect(document.querySelectorAll('.tile')).toHaveLength(1);
});

test('pausing and resuming are one button', async () => {
  const main = await openPopover(world({ status: STATUS }));
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('menuitem', { name: 'Until I resume' }).click();

  await expect.element(page.getByText('Goes on when you resume')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.element(page.getByText('Everything is delivered')).toBeVisible();
  expect(main.inputsOf('app.pause')).toEqual([{}]);
});

test('Escape hides the window, but first closes what is open in it', async () => {
  const main = await openPopover(world());
  await page.getByRole('button', { name: 'Pause' }).click();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  expect(main.inputsOf('app.hidePopover')).toEqual([]);

  await userEvent.keyboard('{Escape}');

  await expect.poll(() => main.inputsOf('app.hidePopover')).toHaveLength(1);
});

test('a delivery moves from what is under way to what is delivered', async () => {
  const main = await openPopover(world({ rows: [upload(5, { state: 'queued' })], progress: [] }));
  await expect.element(page.getByRole('heading', { name: 'Now' })).toBeVisible();

  main.tell('uploads.changed', upload(5));

  await expect.element(page.getByRole('heading', { name: 'Delivered' })).toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'Now' })).not.toBeInTheDocument();
});
