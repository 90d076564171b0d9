import { expect, test, vi } from 'vitest';
import { ask, SOON } from './office.ts';
import { startDesktop } from './start-desktop.ts';

test('a window opened for the settings begins there, on new data too, and goes there again when asked', async () => {
  const app = await startDesktop({ args: ['--hidden'] });
  await vi.waitFor(async () => expect(await app.trayMenu()).toContain('Settings…'), SOON);

  await app.clickMenu('Settings…');
  const window = await app.page('window');
  await window.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
  expect(await ask(window, 'app', 'destination')).toBeUndefined();

  await window.getByRole('navigation').getByRole('button', { name: 'History' }).click();
  await window.getByRole('heading', { name: 'Settings', exact: true }).waitFor({ state: 'detached' });
  await app.clickMenu('Settings…');
  await window.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
});

test('on new data the window begins with the first steps, without being told', async () => {
  const app = await startDesktop();
  const window = await app.page('window');

  await window.getByRole('heading', { name: 'First steps' }).waitFor();
  expect(await ask(window, 'app', 'destination')).toBeUndefined();
  expect(await app.messagesToPages()).not.toContainEqual(expect.stringMatching(/"name":"navigate"/));
});

test('a page begins in the colours that are set, before it has asked', async () => {
  const app = await startDesktop();
  const window = await app.page('window');
  await ask(window, 'app', 'change', { theme: 'dark' });

  const page = await window.reload();

  expect(await page?.text()).toContain('data-theme="dark"');
});
