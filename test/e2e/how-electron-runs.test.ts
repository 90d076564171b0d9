import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';
import { startProgram } from './start-desktop.ts';

/** The program ends with this when nothing else has ended it: it was never ready, or did not end when asked to. */
const NEVER = 3;
const HEAD = `import { app, BrowserWindow } from 'electron';
  const giveUp = () => setTimeout(() => app.exit(${NEVER}), 4_000);
  app.on('window-all-closed', () => undefined);`;

/** Starts a small program on the same Electron as the tests beside this one; gives it a SIGTERM when it says `up`. */
async function codeOf(source: string): Promise<number | null> {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'package.json'),
    '{"name":"x","version":"1.0.0","type":"module","main":"main.js","desktopName":"x.desktop"}',
  );
  writeFileSync(join(folder, 'preload.cjs'), '');
  writeFileSync(join(folder, 'main.js'), HEAD + source);
  const program = startProgram(folder, join(folder, 'data'));
  onTestFinished(() => void program.kill('SIGKILL'));
  program.stdout?.on('data', (text: Buffer) => {
    if (text.includes('up')) program.kill('SIGTERM');
  });
  const [code] = (await once(program, 'exit')) as [number | null];
  return code;
}

const window = `new BrowserWindow({ webPreferences: { preload: import.meta.dirname + '/preload.cjs' } });`;
const quitting = (again: string) => `
  let isPutAway = false;
  app.on('before-quit', (event) => {
    if (isPutAway) return;
    event.preventDefault();
    giveUp();
    Promise.resolve().then(() => { isPutAway = true; ${again} });
  });
  app.whenReady().then(() => { ${window} setTimeout(() => console.log('up'), 500); });`;

test.each([
  [
    'awaited at the top of the main module, Electron is never ready',
    'giveUp(); await app.whenReady(); app.exit(0);',
    NEVER,
  ],
  ['waited for beside it, Electron is ready', 'giveUp(); app.whenReady().then(() => app.exit(0));', 0],
  ['asked from outside, a quit asked for again in a microtask is undone', quitting('app.quit();'), NEVER],
  ['asked for again by setImmediate, it ends', quitting('setImmediate(() => app.quit());'), 0],
])('%s', async (_, source, code) => {
  expect(await codeOf(source)).toBe(code);
});
