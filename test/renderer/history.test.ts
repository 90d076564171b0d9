import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { openWindow } from './support/open.ts';
import { burst, upload } from './support/sample-uploads.ts';
import { emptyWorld, world } from './support/world.ts';

const rowOf = (id: number) =>
  page.elementLocator(document.querySelector(`[data-row="${id}"]`) ?? document.body);
const shown = () => expect.poll(() => document.querySelectorAll('[data-row]').length).toBeGreaterThan(0);

test('rows stand under their days, with what each waits for and when it goes on', async () => {
  await openWindow(world());

  await expect.element(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'Yesterday' })).toBeVisible();
  await expect.element(page.getByText('Geschäftsführung: The bot may not post in this chat')).toBeVisible();
});

test('a section shows its rows alone, and how many there are', async () => {
  const main = await openWindow(world());
  await shown();
  await page.getByRole('radio', { name: 'Needs you 2' }).click();

  await expect.poll(() => document.querySelectorAll('[data-row]').length).toBe(2);
  expect(main.inputsOf('uploads.page').at(-1)).toMatchObject({ section: 'needs-you' });
});

test('a search that finds nothing names itself and offers the way back', async () => {
  await openWindow(world());
  await shown();
  await page.getByRole('searchbox').fill('Jahresabschluss');

  await expect.element(page.getByText('Filtered by “Jahresabschluss”.')).toBeVisible();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await shown();
});

test('the arrow keys move through the rows and the details follow', async () => {
  await openWindow(world());
  await shown();
  await rowOf(31).click();
  await userEvent.keyboard('{ArrowDown}');

  await expect.poll(() => document.activeElement?.getAttribute('data-row')).toBe('30');
  await expect
    .element(page.getByRole('complementary', { name: 'Details of Gehaltsliste November.pdf' }))
    .toBeVisible();
  await userEvent.keyboard('{End}');
  await expect.poll(() => document.activeElement?.getAttribute('data-row')).toBe('17');
});

test('the one remedy of a failed upload is the first button of its details', async () => {
  const main = await openWindow(world());
  await shown();
  await rowOf(30).click();
  await page.getByRole('complementary').getByRole('button', { name: 'Add bot to chat' }).click();

  await expect.poll(() => main.inputsOf('uploads.retry')).toEqual([[30]]);
  expect(main.inputsOf('dialogs.addBot')).toEqual([{ portal: 'office', bot: 'Scanner', dialog: 'chat9' }]);
});

test('removing a file from the chat is asked about first', async () => {
  const main = await openWindow(world());
  await shown();
  await page.getByRole('button', { name: 'Actions for Rechnung 4711.pdf' }).click();
  await page.getByRole('menuitem', { name: 'Remove from chat…' }).click();

  const question = page.getByRole('alertdialog', { name: 'Remove it from the chat?' });
  await expect.element(question).toBeVisible();
  expect(main.inputsOf('uploads.removeFromChat')).toEqual([]);
  await question.getByRole('button', { name: 'Remove from chat' }).click();
  await expect.poll(() => main.inputsOf('uploads.removeFromChat')).toEqual([25]);
});

test('a file is sent to another chat from its menu', async () => {
  const main = await openWindow(world());
  await shown();
  await page.getByRole('button', { name: 'Actions for Rechnung 4711.pdf' }).click();
  await page.getByRole('menuitem', { name: 'Send to another chat…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Lager West' }).click();

  await expect
    .poll(() => main.inputsOf('uploads.sendAgain'))
    .toEqual([{ id: 25, to: { portal: 'office', bot: 'Scanner', dialog: 'chat7' } }]);
});

test('a row that changes its state changes in place', async () => {
  const main = await openWindow(world());
  await shown();
  main.tell(
    'uploads.changed',
    upload(27, { name: 'Lieferantenliste.csv', state: 'failed', code: 'file.vanished' }),
  );

  await expect.element(page.getByText('Buchhaltung: The file is gone')).toBeVisible();
  expect(main.inputsOf('uploads.page')).toHaveLength(1);
});

test('a new upload appears without being asked for', async () => {
  const main = await openWindow(world());
  await shown();
  const fresh = upload(40, { name: 'Eben gescannt.pdf', state: 'queued' });
  main.world.rows = [fresh, ...main.world.rows];
  main.tell('uploads.changed', fresh);

  await expect.element(page.getByText('Eben gescannt.pdf')).toBeVisible();
});

test('a thousand notices a second become few changes of the page', async () => {
  const main = await openWindow(world());
  await shown();
  let changes = 0;
  const observer = new MutationObserver(() => changes++);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });

  for (let sent = 0; sent < 1_000; sent++) {
    main.tell('uploads.progress', { id: 31, sentBytes: sent * 84_000, bytesPerSecond: 8_000_000 });
    main.tell(
      'uploads.changed',
      upload(31, { name: 'Scan 2026-11-22 0931.tiff', size: 84_000_000, state: 'sending' }),
    );
  }

  await expect.element(page.getByText(/^100%/)).toBeVisible();
  observer.disconnect();
  expect(changes).toBeLessThan(20);
});

test('a long history is read page by page as it is scrolled, and only rows in view are drawn', async () => {
  const main = await openWindow(world({ endless: 1_000_000 }));
  await shown();
  const list = document.querySelector('[role=list][aria-label=Uploads]') ?? document.body;
  const ids = () =>
    [...document.querySelectorAll<HTMLElement>('[data-row]')].map((row) => Number(row.dataset['row']));

  for (const last of [999_901, 999_801, 999_701]) {
    list.scrollTop = list.scrollHeight;
    await expect.poll(() => Math.min(...ids())).toBeLessThan(last);
  }
  expect(ids().length).toBeLessThan(40);
  list.scrollTop = 0;
  await expect.poll(ids).toContain(1_000_000);

  const asked = main.inputsOf('uploads.page').map((input) => (input as { before?: number }).before);
  expect(asked.slice(0, 4)).toEqual([undefined, 999_901, 999_801, 999_701]);
});

test('scrolled away from the newest, the list stays as it is and tells of what is new', async () => {
  const main = await openWindow(world({ endless: 1_000_000 }));
  await shown();
  const list = document.querySelector('[role=list][aria-label=Uploads]') ?? document.body;
  list.scrollTop = list.scrollHeight / 2;
  await expect.poll(() => document.querySelector('[data-row="1000000"]')).toBeNull();
  const asked = main.inputsOf('uploads.counts').length;
  main.tell('uploads.changed', upload(1_000_001, { name: 'Eben gescannt.pdf' }));
  await page.getByRole('button', { name: '1 new file' }).click();

  await expect.poll(() => document.querySelector('[data-row="1000000"]')).not.toBeNull();
  expect(main.inputsOf('uploads.counts').length).toBeGreaterThan(asked);
});

test('the End key reaches the oldest row that was read', async () => {
  await openWindow(world({ endless: 150 }));
  await shown();
  await rowOf(150).click();
  await userEvent.keyboard('{End}');
  await expect.poll(() => document.activeElement?.getAttribute('data-row')).toBe('51');
  await expect.poll(() => document.querySelector('[data-row="50"]')).not.toBeNull();
  await userEvent.keyboard('{End}');

  await expect.poll(() => document.activeElement?.getAttribute('data-row')).toBe('1');
});

test('files that came together are one row until it is opened', async () => {
  await openWindow(world({ rows: burst() }));
  const head = page.getByRole('button', { name: /^Rampe 12\.jpg and 11 more/ });
  await expect.element(head).toHaveAttribute('aria-expanded', 'false');
  expect(document.querySelectorAll('[data-row]')).toHaveLength(1);

  await head.click();
  await expect.poll(() => document.querySelectorAll('[data-row]').length).toBeGreaterThan(8);
  await expect.element(head).toHaveAttribute('aria-expanded', 'true');
});

test('many rows are tried again at once', async () => {
  const main = await openWindow(world());
  await shown();
  await page.getByRole('checkbox', { name: 'Choose Gehaltsliste November.pdf' }).click();
  await page.getByRole('checkbox', { name: 'Choose Rechnung 4711.pdf' }).click();
  await expect.element(page.getByText('2 chosen')).toBeVisible();
  await page.getByRole('button', { name: 'Try 1 again' }).click();

  await expect.poll(() => main.inputsOf('uploads.retry')).toEqual([[30]]);
  await expect.poll(() => document.body.textContent.includes('chosen')).toBe(false);
});

test('a range is chosen with the keyboard, and removing it is asked about first', async () => {
  const main = await openWindow(world());
  await shown();
  await rowOf(25).click();
  await userEvent.keyboard(' {Shift>}{ArrowDown}{/Shift}');
  await page.getByRole('button', { name: 'Remove 2 from chat…' }).click();
  expect(main.inputsOf('uploads.removeFromChat')).toEqual([]);
  await page.getByRole('button', { name: 'Remove 2 files' }).click();

  await expect.poll(() => main.inputsOf('uploads.removeFromChat')).toEqual([25, 24]);
});

test('in a narrow window what is done with many rows stands in one line, its actions in a menu', async () => {
  await page.viewport(320, 720);
  onTestFinished(() => page.viewport(1_120, 720));
  const main = await openWindow(world());
  await shown();
  await page.getByRole('checkbox', { name: 'Choose Gehaltsliste November.pdf' }).click();
  await page.getByRole('checkbox', { name: 'Choose Rechnung 4711.pdf' }).click();
  const bar = page.getByRole('group', { name: 'What is chosen' });
  expect(bar.element().clientHeight).toBeLessThan(40);
  await bar.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Try 1 again' }).click();

  await expect.poll(() => main.inputsOf('uploads.retry')).toEqual([[30]]);
});

test('a history that cannot be read says what happened, and tries again', async () => {
  const main = await openWindow(world({ failing: { 'uploads.page': 'ledger.damaged' } }));
  await expect.element(page.getByText('The history was damaged and has been set aside')).toBeVisible();

  main.world.failing = {};
  await page.getByRole('button', { name: 'Try again' }).click();
  await shown();
});

test('the chart has a table behind it', async () => {
  await openWindow(world());
  await page.getByRole('button', { name: 'Chart' }).click();
  await page.getByText('As a table').click();

  await expect.element(page.getByRole('img', { name: /^Files and bytes per day/ })).toBeVisible();
  await expect.element(page.getByRole('columnheader', { name: 'Chat' })).toBeVisible();
});

test('an export says how many rows were saved', async () => {
  const main = await openWindow(world());
  await shown();
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'As CSV' }).click();

  await expect.element(page.getByText('15 rows saved')).toBeVisible();
  expect(main.inputsOf('uploads.export')).toEqual([{ filters: {}, format: 'csv' }]);
});

test('an empty history leads to the first watch', async () => {
  await openWindow(emptyWorld({ setup: 'done' }));
  await page.getByRole('button', { name: 'Add a watch' }).click();

  await expect.element(page.getByRole('heading', { name: 'Watches' })).toBeVisible();
});

test('screen readers are told of a failure, but not of progress', async () => {
  const main = await openWindow(world());
  await shown();
  main.tell('uploads.progress', { id: 31, sentBytes: 1, bytesPerSecond: 1 });
  main.tell('uploads.changed', upload(27, { name: 'Liste.csv', state: 'failed', code: 'file.vanished' }));

  await expect.element(page.getByText('Liste.csv needs you: The file is gone')).toBeInTheDocument();
});
