import { EventEmitter } from 'node:events';

interface Closable {
  close(): void;
}

/**
 * How a program of Electron becomes ready and ends (shell/browser/browser.cc), with the two traps of it: `ready` comes
 * only after the main module was evaluated, and a quit from outside overwrites what its own listeners asked for.
 */
export class Life {
  readonly events = new EventEmitter();
  readonly #exit: (code: number) => void;
  readonly #ready = Promise.withResolvers<undefined>();
  readonly #windows = new Set<Closable>();
  isReady = false;
  #isQuitting = false;

  constructor(exit: (code: number) => void) {
    this.#exit = exit;
  }

  whenReady(): Promise<undefined> {
    return this.#ready.promise;
  }

  /** The main module was evaluated. From now on Electron hears signals, each once: a second one kills. */
  becomeReady(): void {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.once(signal, () => this.quitFromOutside());
    }
    this.isReady = true;
    this.events.emit('ready', {}, {});
    this.#ready.resolve(undefined);
  }

  /** `app.quit()`: called by JavaScript, whose microtasks run after it. */
  quit(): void {
    if (this.#isQuitting) return;
    this.#isQuitting = this.#isAllowed();
    if (this.#isQuitting) this.#closeAll();
  }

  /** A signal, Cmd+Q, the Dock: the microtasks of the listeners run within the call, which then sets its own result. */
  quitFromOutside(): void {
    if (this.#isQuitting) return;
    const isAllowed = this.#isAllowed();
    setImmediate(() => {
      this.#isQuitting = isAllowed;
      if (isAllowed) this.#closeAll();
    });
  }

  opened(window: Closable): void {
    this.#windows.add(window);
    this.events.emit('browser-window-created', {}, window);
  }

  closed(window: Closable): void {
    this.#windows.delete(window);
    if (this.#windows.size > 0) return;
    if (this.#isQuitting) this.#end();
    else if (!this.events.emit('window-all-closed')) this.quit();
  }

  #isAllowed(): boolean {
    let isPrevented = false;
    this.events.emit('before-quit', { preventDefault: () => (isPrevented = true) });
    return !isPrevented;
  }

  #closeAll(): void {
    if (this.#windows.size === 0) this.#end();
    // A window closes later than the call that asks for it returns.
    for (const window of this.#windows) setImmediate(() => setImmediate(() => window.close()));
  }

  #end(): void {
    this.events.emit('will-quit', { preventDefault: () => undefined });
    this.events.emit('quit', {}, 0);
    this.#exit(0);
  }
}
