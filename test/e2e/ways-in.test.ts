import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { arrival, ask, botName, connect, copies, makeFile, sha256, SOON, watchDraft } from './office.ts';
import { startDesktop, startSecond } from './start-desktop.ts';

test('a watch added in the window sends what lands in its folder and tells of it', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const window = await app.page('window');
  await connect(window, sandbox);
  await ask(window, 'app', 'change', { notifyDeliveries: true });
  const folder = temporaryFolder();

  const problems = await ask(window, 'watches', 'save', { draft: watchDraft(folder, await botName(window)) });

  expect(problems).toEqual([]);
  await vi.waitFor(async () => {
    const [watch] = await ask(window, 'watches', 'list');
    expect(watch?.state.type).toBe('watching');
  }, SOON);
  const path = makeFile(folder, 'scan 0001.pdf');
  expect((await arrival(sandbox, 'scan 0001.pdf')).file?.sha256).toBe(sha256(path));
  // Silent for the first 15 s: the first delivery after them is told.
  let count = 1;
  await vi.waitFor(
    async () => {
      makeFile(folder, `scan ${(count += 1)}.pdf`);
      expect(await app.notifications()).not.toEqual([]);
    },
    { timeout: 40_000, interval: 1_000 },
  );
  const [told] = await app.notifications();
  expect(told?.title).toContain('scan');
});

test('a watch over the home folder or over our own data is refused', async () => {
  const userData = temporaryFolder();
  const sandbox = await tempSandbox();
  const app = await startDesktop({ userData });
  const window = await app.page('window');
  await connect(window, sandbox);
  const bot = await botName(window);

  for (const folder of ['/', userData, join(userData, 'data')]) {
    const problems = await ask(window, 'watches', 'save', { draft: watchDraft(folder, bot) });
    expect(problems).toContainEqual({
      field: 'folder',
      problem: 'forbidden',
      detail: undefined,
      isWarning: false,
    });
  }
  expect(await ask(window, 'watches', 'list')).toEqual([]);
});

test('a second instance hands its files over and ends; the popover asks where they go', async () => {
  const userData = temporaryFolder();
  const sandbox = await tempSandbox();
  const app = await startDesktop({ userData, args: ['--hidden'] });
  await vi.waitFor(async () => expect(await app.hasTray()).toBe(true), SOON);
  await app.clickMenu('Drop window');
  const popover = await app.page('popover');
  await connect(popover, sandbox);
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'more'));
  const path = makeFile(folder, 'from the file manager.pdf');
  makeFile(join(folder, 'more'), 'inside.pdf');

  expect(await startSecond({ userData, args: [path, join(folder, 'more'), '--not-a-file'] })).toBe(0);

  await popover.getByText(/from the file manager\.pdf/).waitFor();
  expect(sandbox.control.messages('chat5').filter(({ file }) => file !== undefined)).toEqual([]);
});

test('a second instance without files opens the window', async () => {
  const userData = temporaryFolder();
  const app = await startDesktop({ userData, args: ['--hidden'] });
  await vi.waitFor(async () => expect(await app.hasTray()).toBe(true), SOON);

  expect(await startSecond({ userData })).toBe(0);

  await app.page('window');
  expect(await app.isShown('window')).toBe(true);
});

test('a dropped folder is counted before anything is sent, and its handle is good for one sending', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const window = await app.page('window');
  await connect(window, sandbox);
  const folder = temporaryFolder();
  for (let count = 1; count <= 12; count += 1) makeFile(folder, `${count}.txt`);
  makeFile(folder, 'empty.txt', 0);
  await app.choose([folder]);

  const drop = await ask(window, 'drops', 'choose');

  expect(drop).toMatchObject({
    files: 12,
    needsQuestion: true,
    refused: [{ name: 'empty.txt', code: 'file.empty' }],
  });
  const target = { portal: 'office', bot: await botName(window), dialog: 'chat5' };
  const sending = { drop: drop?.handle ?? '', target, caption: 'by hand' };
  const { ids } = await ask(window, 'drops', 'send', sending);
  expect(ids).toHaveLength(12);
  await expect(ask(window, 'drops', 'send', sending)).rejects.toThrow('file.vanished');
  await Promise.all(ids.map((_, at) => arrival(sandbox, `${at + 1}.txt`)));
  const { cancelled, removed } = await ask(window, 'drops', 'undo', { ids: [...ids] });
  expect(cancelled + removed).toBe(12);
  await vi.waitFor(
    () => expect(sandbox.control.messages('chat5').filter(({ file }) => file !== undefined)).toEqual([]),
    SOON,
  );
});

test('a file that was delivered goes to the recycle bin where its watch says so', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const window = await app.page('window');
  await connect(window, sandbox);
  const folder = temporaryFolder();
  const watch = watchDraft(folder, await botName(window), { after: 'trash' });
  await ask(window, 'watches', 'save', { draft: watch });
  const path = makeFile(folder, 'thrown away.pdf');

  await arrival(sandbox, 'thrown away.pdf');

  await vi.waitFor(async () => {
    const [row] = await ask(window, 'uploads', 'page', { filters: {}, limit: 1 });
    const details = await ask(window, 'uploads', 'details', row?.id ?? 0);
    expect(details?.after).toEqual({ state: 'trashed', movedTo: undefined });
  }, SOON);
  expect(existsSync(path)).toBe(false);
});

test('a file dropped on the chat that has it is asked about, and goes there when it is meant', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop({ args: ['--hidden'] });
  await vi.waitFor(async () => expect(await app.hasTray()).toBe(true), SOON);
  await app.clickMenu('Drop window');
  const popover = await app.page('popover');
  await connect(popover, sandbox);
  const path = makeFile(temporaryFolder(), 'twice.pdf');
  await app.dropFiles(popover, 'button.tile', [path]);
  await arrival(sandbox, 'twice.pdf');
  await popover.getByText(/Delivered to/).waitFor();

  await app.dropFiles(popover, 'button.tile', [path]);

  await popover.getByText('1 of them is in this chat already').waitFor();
  expect(copies(sandbox, 'twice')).toBe(1);
  await popover.getByRole('button', { name: 'Send', exact: true }).click();
  await vi.waitFor(() => expect(copies(sandbox, 'twice')).toBe(2), SOON);
});
