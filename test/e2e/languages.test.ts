import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { ask, connect, makeFile, SOON } from './office.ts';
import { startDesktop } from './start-desktop.ts';

test('another language is spoken at once: both windows, the menu and the tip of the icon, notifications', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const page = await app.page('window');
  await connect(page, sandbox);
  await app.clickMenu('Drop window');
  const popover = await app.page('popover');
  await popover.getByText('Drop files on a chat').waitFor();
  await ask(page, 'app', 'openWindow', 'settings');

  await page.getByLabel('Language').selectOption({ label: 'Русский' });
  await page.getByRole('heading', { name: 'Настройки', exact: true }).waitFor();
  await popover.getByText('Перетащите файлы на чат').waitFor();
  await vi.waitFor(async () => {
    expect(await app.trayMenu()).toEqual(expect.arrayContaining(['Окно для файлов', 'Выйти из Chatdrop']));
    expect(await app.trayToolTip()).toMatch(/[а-я]/);
  }, SOON);

  await page.getByLabel('Язык').selectOption({ label: 'Deutsch' });
  await popover.getByText('Dateien auf einen Chat ziehen').waitFor();
  sandbox.control.configure({ webhook: 'revoked' });
  await app.choose([makeFile(temporaryFolder(), 'wartet.pdf')]);
  const drop = await ask(page, 'drops', 'choose');
  const [target] = await ask(page, 'drops', 'targets');
  if (drop === undefined || target === undefined) throw new Error('nothing to send, or nowhere');
  const { portal, bot, dialog } = target;
  await ask(page, 'drops', 'send', { drop: drop.handle, target: { portal, bot, dialog }, caption: '' });
  await vi.waitFor(async () => {
    const told = await app.notifications();
    expect(told.map(({ title, body }) => `${title} ${body}`).join()).toContain('lehnt den Webhook ab');
  }, SOON);
});
