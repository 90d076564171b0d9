import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import type { DesktopApp } from './desktop-app.ts';
import { arrival, ask, botName, connect, copies, makeFile, SOON, TARGET } from './office.ts';
import { startDesktop, startProgram } from './start-desktop.ts';

const WAYS: Readonly<Record<string, (app: DesktopApp) => unknown>> = {
  'a SIGTERM': (app) => app.signal('SIGTERM'),
  'a Ctrl+C': (app) => app.signal('SIGINT'),
  'a closed terminal': (app) => app.signal('SIGHUP'),
  'two SIGTERM': (app) => {
    app.signal('SIGTERM');
    app.signal('SIGTERM');
  },
  'the menu of the icon': (app) => app.clickMenu('Quit Chatdrop'),
  'a quit from outside': (app) => app.quit(),
};

/** Set by the hosts when the program has reached `will-quit`: it was not cut off. */
const endedWell = (userData: string) => existsSync(join(userData, 'will-quit'));

test.each(
  Object.keys(WAYS).flatMap((way) => [
    { way, args: [] },
    { way, args: ['--hidden'] },
  ]),
)('$way ends the program well, started with $args', async ({ way, args }) => {
  const userData = temporaryFolder();
  const app = await startDesktop({ userData, args });
  if (args.length === 0) await (await app.page('window')).locator('#app > *').first().waitFor();
  else await vi.waitFor(async () => expect(await app.trayMenu()).toContain('Quit Chatdrop'), SOON);

  void WAYS[way]?.(app);

  expect(await app.ended()).toBe(0);
  expect(endedWell(userData)).toBe(true);
});

test('the end of a session on Windows ends the program well', async () => {
  const userData = temporaryFolder();
  const app = await startDesktop({ userData });
  await (await app.page('window')).locator('#app > *').first().waitFor();

  await app.endSession().catch(() => undefined);

  expect(await app.ended()).toBe(0);
  expect(endedWell(userData)).toBe(true);
});

test(
  'two SIGTERM during an upload park it, and the next start delivers it once',
  { timeout: 150_000 },
  async () => {
    const userData = temporaryFolder();
    const sandbox = await tempSandbox();
    const app = await startDesktop({ userData });
    const page = await app.page('window');
    await connect(page, sandbox);
    sandbox.control.fault({ kind: 'delay', method: 'imbot.v2.File.upload', ms: 60_000, times: 1 });
    await app.choose([makeFile(temporaryFolder(), 'late.bin', 20_000_000)]);
    const drop = await ask(page, 'drops', 'choose');
    const target = { ...TARGET, bot: await botName(page) };
    await ask(page, 'drops', 'send', { drop: drop?.handle ?? '', target, caption: '' });
    await vi.waitFor(
      async () => expect(await ask(page, 'app', 'status')).toMatchObject({ sending: 1 }),
      SOON,
    );

    app.signal('SIGTERM');
    app.signal('SIGTERM');
    expect(await app.ended()).toBe(0);

    expect(endedWell(userData)).toBe(true);
    await startDesktop({ userData });
    await arrival(sandbox, 'late.bin');
    expect(copies(sandbox, 'late')).toBe(1);
  },
);

test('a start that fails is told in a dialog and in the log, and ends with code 1', async () => {
  const userData = temporaryFolder();
  // Neither missing nor damaged: it cannot be read at all.
  mkdirSync(join(userData, 'settings.json'));
  const program = startProgram('.', userData);
  onTestFinished(() => void program.kill('SIGKILL'));
  let told = '';
  program.stderr?.on('data', (text: Buffer) => (told += text.toString()));

  const [code] = (await once(program, 'close')) as [number | null];

  expect(code).toBe(1);
  expect(told).toContain('dialog: Chatdrop could not start');
  expect(told).toContain('error the program could not start');
});
