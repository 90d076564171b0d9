import { basename } from 'node:path';
import { windows, type WindowOfHost } from './browser-window.ts';
import { badge, life, loginItem } from './app.ts';
import { chromiumOfHost } from './chromium.ts';
import { toPages } from './ipc-main.ts';
import { refusedRequests } from './protocol.ts';
import { displays, nativeTheme, net, powerMonitor, record, screen } from './surroundings.ts';
import { clickItem, labelsOf, menus, trays } from './tray-and-menu.ts';

interface Asked {
  readonly id: number;
  readonly command: string;
  readonly args: readonly unknown[];
}

/** What a test may ask of the stand-in: what people and systems do around a program, and what it shows them. */
function commands(keyring: { mode: string }) {
  const tray = () => {
    const [first] = trays;
    if (first === undefined) throw new Error('there is no tray icon');
    return first;
  };
  const windowOf = (page: string): WindowOfHost | undefined =>
    windows.find(({ webContents }) => URL.parse(webContents.address)?.pathname === `/${page}.html`);
  return {
    browserPort: async () => (await chromiumOfHost()).port,
    hasTray: () => trays.length > 0,
    trayImage: () => basename(tray().image),
    trayToolTip: () => tray().toolTip,
    trayMenu: () => labelsOf(tray().menu?.template ?? []),
    clickMenu: (path: string) => clickItem(tray().menu?.template ?? [], path),
    menuBar: () => labelsOf(menus.bar),
    clickMenuBar: (path: string) => clickItem(menus.bar, path),
    fieldMenu: () => labelsOf(menus.opened.filter(({ enabled }) => enabled !== false)),
    bounds: (page: string) => windowOf(page)?.getBounds(),
    moveWindow: (page: string, bounds: Partial<Electron.Rectangle>) => windowOf(page)?.setBounds(bounds),
    setDisplays: (areas: readonly Electron.Rectangle[]) => {
      displays.all = areas.map((area) => ({ bounds: area, workArea: area }) as Electron.Display);
      screen.emit('display-removed', {});
    },
    badge: () => ({ count: badge.count, bar: windowOf('window')?.progress ?? -1 }),
    clickTray: () => void tray().emit('click', {}, tray().getBounds()),
    clickTrayFromPopover: () => {
      windowOf('popover')?.emit('blur');
      tray().emit('click', {}, tray().getBounds());
    },
    dropOnTray: (paths: readonly string[]) => void tray().emit('drop-files', {}, paths),
    isShown: (page: string) => windowOf(page)?.isVisible() ?? false,
    isOnTop: (page: string) => windowOf(page)?.isOnTop ?? false,
    blur: (page: string) => void windowOf(page)?.emit('blur'),
    crash: (page: string) => {
      windowOf(page)?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    },
    prepareDrop: async (page: string, paths: readonly string[]) => {
      const files = paths.map((path) => ({ name: basename(path), path }));
      const shown = await windowOf(page)?.webContents.page;
      await shown?.evaluate((known) => Object.assign(globalThis, { __electronFiles: known }), files);
    },
    choose: (paths: string[]) => void record.chosen.push(paths),
    copyPicture: (png: string) => void (record.picture = Buffer.from(png, 'base64')),
    notifications: () => record.notifications,
    opened: () => record.opened,
    loginItem: () => loginItem,
    setOnline: (isOnline: boolean) => void (record.isOnline = isOnline),
    isOnline: () => net.isOnline(),
    setKeyring: (mode: string) => void (keyring.mode = mode),
    setDark: (isDark: boolean) => {
      nativeTheme.shouldUseDarkColors = isDark;
      nativeTheme.emit('updated');
    },
    power: (event: string) => void powerMonitor.emit(event),
    refusedRequests: () => refusedRequests,
    messagesToPages: () => toPages,
    quit: () => life.quitFromOutside(),
    endSession: () => {
      for (const window of [...windows]) window.emit('session-end', {});
    },
    memory: () => process.memoryUsage().rss,
  };
}

export type HostCommands = ReturnType<typeof commands>;

/** Listens for what the test that started this process asks, where there is one. */
export function listenToTest({ keyring }: { readonly keyring: { mode: string } }): void {
  if (process.send === undefined) return;
  const known: Readonly<Record<string, (...args: never[]) => unknown>> = commands(keyring);
  process.on('message', (message) => void answer(known, message as Asked));
  // The channel alone must not keep the program alive.
  process.channel?.unref();
}

async function answer(
  known: Readonly<Record<string, (...args: never[]) => unknown>>,
  { id, command, args }: Asked,
): Promise<void> {
  try {
    const run = known[command] as ((...args: unknown[]) => unknown) | undefined;
    process.send?.({ id, value: await run?.(...args) });
  } catch (thrown) {
    process.send?.({ id, error: String(thrown) });
  }
}
