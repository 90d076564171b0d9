import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { onTestFinished, vi } from 'vitest';
import type { DesktopApp, PageName, StartOptions } from '../desktop-app.ts';
import { dragFiles } from '../drag-files.ts';

interface Recorded {
  readonly tray: Electron.Tray | undefined;
  readonly image: string;
  readonly toolTip: string;
  readonly menu: Electron.Menu | undefined;
  readonly fieldMenu: Electron.Menu | undefined;
  readonly badge: number;
  readonly bar: number;
  readonly notifications: { readonly title: string; readonly body: string }[];
  readonly opened: string[];
  readonly chosen: string[][];
}

const RECORD = `${import.meta.dirname}/record.cjs`;
const SOON = { timeout: 20_000, interval: 25 };

/** Starts the built program on real Electron; it ends with the test. */
export async function startOnElectron(
  executablePath: string,
  { userData, args = [], env = {} }: StartOptions,
): Promise<DesktopApp> {
  const started = await _electron.launch({
    executablePath,
    args: ['-r', RECORD, '.', `--user-data-dir=${userData}`, ...args],
    env: { ...process.env, ...env } as Record<string, string>,
  });
  let output = '';
  const child = started.process();
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const recorded = <T>(read: (found: Recorded) => T): Promise<T> =>
    started.evaluate((_module, source) => {
      const found = (globalThis as unknown as { recordedByTest: Recorded }).recordedByTest;
      // Evaluated in main, where nothing of the test's scope is: the text of the function goes there.
      const run = (0, eval)(`(${source})`) as typeof read;
      return run(found);
    }, read.toString());
  const inWindow = (name: PageName, what: 'isVisible' | 'isAlwaysOnTop' | 'blur' | 'crash') =>
    started.evaluate(
      ({ BrowserWindow }, [page, wanted]) => {
        const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
          webContents.getURL().includes(`/${page}.html`),
        );
        if (wanted === 'blur') window?.emit('blur');
        if (wanted === 'crash') window?.webContents.forcefullyCrashRenderer();
        return wanted === 'isAlwaysOnTop' ? window?.isAlwaysOnTop() === true : window?.isVisible() === true;
      },
      [name, what] as const,
    );

  return {
    page: (name) => vi.waitFor(() => pageOf(started, name), SOON),
    isShown: (name) => inWindow(name, 'isVisible'),
    dropFiles: (page, selector, paths) => dragFiles(page, selector, paths, 'drop'),
    dragOver: (page, selector, paths) => dragFiles(page, selector, paths, 'hover'),
    clickTray: () => recorded((found) => void found.tray?.emit('click', {}, found.tray.getBounds())),
    clickTrayFromPopover: () =>
      started.evaluate(({ BrowserWindow }) => {
        const { tray } = (globalThis as unknown as { recordedByTest: Recorded }).recordedByTest;
        const popover = BrowserWindow.getAllWindows().find(({ webContents }) =>
          webContents.getURL().includes('/popover.html'),
        );
        popover?.emit('blur');
        tray?.emit('click', {}, tray.getBounds());
      }),
    trayMenu: () =>
      recorded((found) => {
        const labels = (menu: Electron.Menu | undefined, above = ''): string[] =>
          (menu?.items ?? [])
            .filter(({ type }) => type !== 'separator')
            .flatMap((item) => [
              above + item.label,
              ...(item.submenu === undefined ? [] : labels(item.submenu, `${above}${item.label} > `)),
            ]);
        return labels(found.menu);
      }),
    trayToolTip: () => recorded((found) => found.toolTip),
    trayImage: async () => (await recorded((found) => found.image)).replace(/^.*[\\/]/, ''),
    clickMenu: (path) =>
      vi.waitFor(async () => {
        const isClicked = await started.evaluate((_module, wanted) => {
          const { menu } = (globalThis as unknown as { recordedByTest: Recorded }).recordedByTest;
          let items = menu?.items;
          const labels = wanted.split(' > ');
          for (const [at, label] of labels.entries()) {
            const item = items?.find((candidate) => candidate.label === label);
            if (at === labels.length - 1) item?.click();
            if (item === undefined) return false;
            items = item.submenu?.items;
          }
          return true;
        }, path);
        if (!isClicked) throw new Error(`the menu of the icon has no ${path}`);
      }, SOON),
    menuBar: () =>
      started.evaluate(({ Menu }) => {
        const labels = (menu: Electron.Menu | null | undefined, above = ''): string[] =>
          (menu?.items ?? [])
            .filter(({ type }) => type !== 'separator')
            .flatMap((item) => [above + item.label, ...labels(item.submenu, `${above}${item.label} > `)]);
        return labels(Menu.getApplicationMenu());
      }),
    clickMenuBar: (path) =>
      started.evaluate(({ Menu }, wanted) => {
        let items = Menu.getApplicationMenu()?.items;
        const path = wanted.split(' > ');
        for (const [at, label] of path.entries()) {
          const item = items?.find((candidate) => candidate.label === label);
          if (at === path.length - 1) item?.click();
          items = item?.submenu?.items;
        }
      }, path),
    fieldMenu: () =>
      recorded((found) =>
        (found.fieldMenu?.items ?? [])
          .filter(({ type, enabled }) => type !== 'separator' && enabled)
          .map(({ label }) => label),
      ),
    bounds: (name) =>
      started.evaluate(
        ({ BrowserWindow }, page) =>
          BrowserWindow.getAllWindows()
            .find(({ webContents }) => webContents.getURL().includes(`/${page}.html`))
            ?.getBounds(),
        name,
      ),
    moveWindow: (name, bounds) =>
      started.evaluate(
        ({ BrowserWindow }, [page, wanted]) =>
          BrowserWindow.getAllWindows()
            .find(({ webContents }) => webContents.getURL().includes(`/${page}.html`))
            ?.setBounds(wanted),
        [name, bounds] as const,
      ),
    setDisplays: (areas) =>
      started.evaluate(
        ({ screen }, all) => {
          const displays = all.map((area) => ({ bounds: area, workArea: area }));
          Object.assign(screen, { getAllDisplays: () => displays });
          screen.emit('display-removed', {});
        },
        [...areas],
      ),
    badge: () => recorded(({ badge, bar }) => ({ count: badge, bar })),
    hasTray: () => recorded((found) => found.tray !== undefined),
    isOnTop: (name) => inWindow(name, 'isAlwaysOnTop'),
    blur: async (name) => {
      await inWindow(name, 'blur');
    },
    crash: async (name) => {
      await inWindow(name, 'crash');
    },
    choose: (paths) =>
      started.evaluate(
        (_module, chosen) => {
          (globalThis as unknown as { recordedByTest: Recorded }).recordedByTest.chosen.push([...chosen]);
        },
        [...paths],
      ),
    dropOnTray: (paths) =>
      started.evaluate(
        (_module, files) => {
          const { tray } = (globalThis as unknown as { recordedByTest: Recorded }).recordedByTest;
          tray?.emit('drop-files', {}, files);
        },
        [...paths],
      ),
    // Neither the tester's clipboard nor their network is touched.
    copyPicture: (png) =>
      started.evaluate(({ clipboard }, text) => {
        const content = new Blob([Buffer.from(text, 'base64')]);
        const item = { types: ['image/png'], getType: () => Promise.resolve(content) };
        Object.assign(clipboard, { read: () => Promise.resolve([item]) });
      }, png),
    setOnline: (isOnline) =>
      started.evaluate(({ net }, is) => void Object.assign(net, { isOnline: () => is }), isOnline),
    notifications: () => recorded((found) => found.notifications),
    screen: async () => {
      const png = await started.evaluate(async ({ desktopCapturer, screen }) => {
        const thumbnailSize = screen.getPrimaryDisplay().size;
        const [source] = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize });
        return source?.thumbnail.toPNG().toString('base64') ?? '';
      });
      return Buffer.from(png, 'base64');
    },
    opened: () => recorded((found) => found.opened),
    power: (event) => started.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event),
    // Real Electron does not let anybody listen in; the stand-in's run covers it.
    messagesToPages: () => Promise.resolve([]),
    refusedRequests: () => Promise.resolve([]),
    memory: () => started.evaluate(() => process.memoryUsage().rss),
    signal: (signal) => void child.kill(signal),
    endSession: () =>
      started.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.emit('session-end');
      }),
    ended: () => ended,
    quit: async () => {
      void started.evaluate(({ app }) => app.quit()).catch(() => undefined);
      return ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    output: () => output,
  };
}

/** Starts the program once more on the same data; resolves to its exit code. */
export async function secondOnElectron(
  executablePath: string,
  { userData, args = [] }: StartOptions,
): Promise<number | null> {
  const child = spawn(executablePath, ['.', `--user-data-dir=${userData}`, ...args], { stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

export function programOnElectron(executablePath: string, folder: string, userData: string): ChildProcess {
  const args = ['-r', RECORD, '.', `--user-data-dir=${userData}`];
  return spawn(executablePath, args, { cwd: folder, stdio: 'pipe' });
}

function pageOf(started: ElectronApplication, name: PageName): Page {
  const found = started.windows().find((page) => new URL(page.url()).pathname === `/${name}.html`);
  if (found === undefined) throw new Error(`no window shows ${name}`);
  return found;
}
