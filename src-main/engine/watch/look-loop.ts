import type { Clock, Timer } from '../ports.ts';

/** More folders than this are looked at faster by one scan of everything. */
const MANY_FOLDERS = 200;

export interface LookLoopParts {
  readonly clock: Clock;
  /** Looks at everything. Resolves to the pause until the next regular look. Never rejects. */
  readonly lookAtAll: (isRegular: boolean) => Promise<number>;
  /** Looks at one relative folder and what lies below it. Never rejects. */
  readonly lookAtFolder: (folder: string) => Promise<void>;
  /** Nothing is left to look at for now. */
  readonly onRest: () => void;
}

/** Runs the looks at a folder one after another: on request at once, and all of it from time to time. */
export class LookLoop {
  readonly #parts: LookLoopParts;
  readonly #folders = new Set<string>();
  #isLooking = false;
  #isAllWanted = false;
  #isRegular = false;
  #waiting: (() => void)[] = [];
  #running: Promise<void> | undefined;
  #timer: Timer | undefined;
  #stopped = false;

  constructor(parts: LookLoopParts) {
    this.#parts = parts;
  }

  get isBusy(): boolean {
    return this.#isLooking || this.#isAllWanted || this.#folders.size > 0;
  }

  /** Resolves when a look at everything that began after the call is done, or when the loop stops. */
  lookAtAll(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#isAllWanted = true;
    this.#isRegular = false;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#start();
    });
  }

  lookAtFolder(folder: string): void {
    if (this.#stopped || this.#isAllWanted) return;
    this.#folders.add(folder);
    if (this.#folders.size > MANY_FOLDERS) this.#isAllWanted = true;
    this.#start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#running;
    for (const resolve of this.#waiting) resolve();
  }

  #start(): void {
    if (this.#stopped) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#isAllWanted || this.#folders.size > 0) this.#start();
      else this.#parts.onRest();
    });
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      if (this.#isAllWanted) await this.#all();
      else if (!(await this.#oneFolder())) return;
    }
  }

  async #all(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#isAllWanted = false;
    this.#folders.clear();
    this.#timer?.cancel();
    const isRegular = this.#isRegular;
    this.#isRegular = false;
    this.#isLooking = true;
    const pauseMs = await this.#parts.lookAtAll(isRegular);
    this.#isLooking = false;
    if (!this.#stopped) this.#timer = this.#parts.clock.setTimer(pauseMs, () => this.#lookRegularly());
    for (const resolve of waiting) resolve();
  }

  #lookRegularly(): void {
    if (this.#isAllWanted) return;
    this.#isAllWanted = true;
    this.#isRegular = true;
    this.#start();
  }

  async #oneFolder(): Promise<boolean> {
    for (const folder of this.#folders) {
      this.#folders.delete(folder);
      this.#isLooking = true;
      await this.#parts.lookAtFolder(folder);
      this.#isLooking = false;
      return true;
    }
    return false;
  }
}
