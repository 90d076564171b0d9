import { EventEmitter } from 'node:events';
import { life } from './app.ts';
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

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    const preload = options.webPreferences?.preload;
    if (preload === undefined) throw new Error('the stand-in shows only windows with a preload script');
    this.options = options;
    this.webContents = new WebContents(preload);
    this.#bounds = { x: 0, y: 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.#isVisible = options.show !== false;
    void this.#resize();
    windows.push(this);
    life.opened(this);
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
