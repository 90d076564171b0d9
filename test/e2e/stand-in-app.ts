import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { onTestFinished, vi } from 'vitest';
import type { HostCommands } from '../electron-host/control.ts';
import { chromiumPath } from '../support/chromium.ts';
import type { DesktopApp, PageName, StartOptions } from './desktop-app.ts';
import { dragFiles } from './drag-files.ts';

type Command = keyof HostCommands;
type Answer<C extends Command> = Awaited<ReturnType<HostCommands[C]>>;

interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

const SOON = { timeout: 20_000, interval: 25 };
/** The folder the built program lies in; `npm run check:package` names one that was packed. */
const APP = resolve(process.env['CHATDROP_APP'] ?? '.');
const HOST = resolve('test/electron-host/start.ts');
const ARGUMENTS = [HOST, '.'];

/** Starts the built program on the stand-in for Electron; it ends with the test. */
export function startOnStandIn({ userData, args = [], env = {}, through = [] }: StartOptions): DesktopApp {
  const program = [...ARGUMENTS, `--user-data-dir=${userData}`, ...args];
  const [command = '', ...words] = [...through, process.execPath, ...program];
  const child = spawn(command, words, {
    cwd: APP,
    env: { ...environment(userData), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const ask = askingOf(child, () => output);
  let browser: Promise<Browser> | undefined;
  const connect = () =>
    (browser ??= ask('browserPort').then((port) => chromium.connectOverCDP(`http://127.0.0.1:${port}`)));
  onTestFinished(async () => {
    await (await browser?.catch(() => undefined))?.close();
    child.kill('SIGKILL');
    await ended;
  });

  return {
    page: (name) => vi.waitFor(async () => pageOf(await connect(), name), SOON),
    isShown: (name) => ask('isShown', name),
    dropFiles: async (page, selector, paths) => {
      await ask('prepareDrop', nameOf(page), paths);
      await dragFiles(page, selector, paths, 'drop');
    },
    dragOver: (page, selector, paths) => dragFiles(page, selector, paths, 'hover'),
    clickTray: () => ask('clickTray'),
    clickTrayFromPopover: () => ask('clickTrayFromPopover'),
    trayMenu: () => ask('trayMenu'),
    trayToolTip: () => ask('trayToolTip'),
    trayImage: () => ask('trayImage'),
    clickMenu: (path) => ask('clickMenu', path),
    menuBar: () => ask('menuBar'),
    clickMenuBar: (path) => ask('clickMenuBar', path),
    fieldMenu: () => ask('fieldMenu'),
    bounds: (name) => ask('bounds', name),
    moveWindow: (name, bounds) => ask('moveWindow', name, bounds),
    setDisplays: (areas) => ask('setDisplays', areas),
    badge: () => ask('badge'),
    hasTray: () => ask('hasTray'),
    isOnTop: (name) => ask('isOnTop', name),
    blur: (name) => ask('blur', name),
    crash: (name) => ask('crash', name),
    choose: (paths) => ask('choose', [...paths]),
    dropOnTray: (paths) => ask('dropOnTray', paths),
    copyPicture: (png) => ask('copyPicture', png),
    setOnline: (isOnline) => ask('setOnline', isOnline),
    notifications: () => ask('notifications'),
    screen: () => Promise.reject(new Error('the stand-in has no screen')),
    opened: () => ask('opened'),
    power: (event) => ask('power', event),
    messagesToPages: () => ask('messagesToPages'),
    refusedRequests: () => ask('refusedRequests'),
    memory: () => ask('memory'),
    signal: (signal) => void child.kill(signal),
    endSession: () => ask('endSession'),
    ended: () => ended,
    quit: async () => {
      void ask('quit').catch(() => undefined);
      return ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    output: () => output,
  };
}

/** Starts the program once more on the same data: it hands its arguments over and ends. */
export async function secondOnStandIn({ userData, args = [] }: StartOptions): Promise<number | null> {
  const child = spawn(process.execPath, [...ARGUMENTS, `--user-data-dir=${userData}`, ...args], {
    env: environment(userData),
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

export function programOnStandIn(folder: string, userData: string): ChildProcess {
  const args = [HOST, '.', `--user-data-dir=${userData}`];
  return spawn(process.execPath, args, { cwd: folder, env: environment(userData), stdio: 'pipe' });
}

/** Nothing of the tester's own settings. Without a language Chromium would garble names that are not English. */
function environment(userData: string) {
  return {
    PATH: process.env['PATH'],
    HOME: userData,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    CHROMIUM_PATH: chromiumPath,
  };
}

function askingOf(child: ChildProcess, output: () => string) {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  child.on('message', (message) => {
    const { id, value, error } = message as Reply;
    if (error === undefined) waiting.get(id)?.resolve(value);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`the program has ended:\n${output()}`));
  });
  return async <C extends Command>(command: C, ...args: Parameters<HostCommands[C]>): Promise<Answer<C>> => {
    const answer = Promise.withResolvers<unknown>();
    waiting.set((last += 1), answer);
    if (!child.connected) throw new Error(`the program has ended:\n${output()}`);
    child.send({ id: last, command, args });
    return (await answer.promise) as Answer<C>;
  };
}

function pageOf(browser: Browser, name: PageName): Page {
  const pages = browser.contexts().flatMap((context) => context.pages());
  const found = pages.find((page) => new URL(page.url()).pathname === `/${name}.html`);
  if (found === undefined) throw new Error(`no window shows ${name}`);
  return found;
}

function nameOf(page: Page): PageName {
  return new URL(page.url()).pathname === '/popover.html' ? 'popover' : 'window';
}
