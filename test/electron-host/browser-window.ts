import { EventEmitter } from 'node:events';
import { app, life } from './app.ts';
import { standIn } from './stand-in.ts';
import { WebContents } from './web-contents.ts';

/** Every window there is, for the control. */
export const windows: WindowOfHost[] = [];

/** A window without a frame of its own: it has a page, a place and is seen or not. */
export class WindowOfHost extends EventEmitter {
  readonly webContents: WebContents;
  readonly options: Electron.BrowserWindowConstructorOptions;
  #bounds: Electron.Rectangle;
  #isVisible: boolean;
  #isDestroyed = false;
  isOnTop = false;
  /** Of the bar on the taskbar; below 0 there is none. */
  progress = -1;

  static fromWebContents({ id }: Pick<Electron.WebContents, 'id'>): WindowOfHost | null {
    return windows.find(({ webContents }) => webContents.id === id) ?? null;
  }

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    const preload = options.webPreferences?.preload;
    if (preload === undefined) throw new Error('the stand-in shows only windows with a preload script');
    this.options = options;
    this.webContents = new WebContents(preload);
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#isVisible = options.show !== false;
    void this.#resize();
    windows.push(this);
    life.opened(this);
    app.emit('browser-window-created', {}, this);
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.load(address);
  }

  show(): void {
    this.#isVisible = true;
  }

  focus(): void {
    this.emit('focus');
  }

  hide(): void {
    this.#isVisible = false;
    this.emit('hide');
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isMinimized(): boolean {
    return false;
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    void this.#resize();
    this.emit('move');
    this.emit('resize');
  }

  getNormalBounds(): Electron.Rectangle {
    return this.#bounds;
  }

  isMaximized(): boolean {
    return false;
  }

  setProgressBar(progress: number): void {
    this.progress = progress;
  }

  getBounds(): Electron.Rectangle {
    return this.#bounds;
  }

  setAlwaysOnTop(isOnTop: boolean): void {
    this.isOnTop = isOnTop;
  }

  close(): void {
    this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    windows.splice(windows.indexOf(this), 1);
    this.webContents.destroy();
    this.emit('closed');
    life.closed(this);
  }

  async #resize(): Promise<void> {
    const { width, height } = this.#bounds;
    await (await this.webContents.page).setViewportSize({ width, height });
  }
}

/** As production code sees it: what the stand-in lacks throws with its name. */
export const BrowserWindow = new Proxy(WindowOfHost, {
  construct: (Target, [options]) =>
    standIn<Electron.BrowserWindow>(
      'BrowserWindow',
      new Target(options as Electron.BrowserWindowConstructorOptions),
    ),
}) as unknown as typeof Electron.BrowserWindow;
