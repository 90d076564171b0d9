import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ask, connect, makeFile, SOON, TARGET, botName, arrival } from '../e2e/office.ts';
import { startDesktop } from '../e2e/start-desktop.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';

/** Where the rig wants the pictures. */
const PICTURES = process.env['CHATDROP_PICTURES'] ?? temporaryFolder();
const save = (name: string, png: Buffer) => writeFileSync(join(PICTURES, `${name}.png`), png);

test('popover and window are drawn on the screen', async () => {
  const sandbox = await tempSandbox();
  const app = await startDesktop();
  const window = await app.page('window');
  await connect(window, sandbox);
  await app.choose([makeFile(temporaryFolder(), 'Angebot.pdf', 40_000)]);
  const drop = await ask(window, 'drops', 'choose');
  const target = { ...TARGET, bot: await botName(window) };
  await ask(window, 'drops', 'send', { drop: drop?.handle ?? '', target, caption: '' });
  await arrival(sandbox, 'Angebot.pdf');
  await window.getByRole('navigation').getByRole('button', { name: 'History' }).click();
  await window.getByText('Angebot.pdf').first().waitFor();
  save('window', await app.screen());
  await app.clickMenu('Drop window');
  await (await app.page('popover')).getByText('Angebot.pdf').first().waitFor();
  save('popover', await app.screen());

  expect(await app.isShown('popover')).toBe(true);
});

test.runIf(process.platform === 'linux')(
  'a notification is shown by the system, and a click on it opens the history',
  async () => {
    const sandbox = await tempSandbox();
    const app = await startDesktop({ args: ['--hidden'] });
    await vi.waitFor(async () => expect(await app.hasTray()).toBe(true), SOON);
    await app.clickMenu('Drop window');
    const popover = await app.page('popover');
    await connect(popover, sandbox);
    sandbox.control.configure({ webhook: 'revoked' });
    await app.choose([makeFile(temporaryFolder(), 'refused.pdf')]);
    const drop = await ask(popover, 'drops', 'choose');
    const target = { ...TARGET, bot: await botName(popover) };
    await ask(popover, 'drops', 'send', { drop: drop?.handle ?? '', target, caption: '' });
    const shown = () => execFileSync('dunstctl', ['count', 'displayed'], { encoding: 'utf8' }).trim();
    await vi.waitFor(() => expect(shown()).not.toBe('0'), SOON);
    save('notification', await app.screen());

    execFileSync('dunstctl', ['action', '0']);

    await vi.waitFor(async () => expect(await app.isShown('window')).toBe(true), SOON);
  },
);
