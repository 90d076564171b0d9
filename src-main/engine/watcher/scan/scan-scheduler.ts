import type { Clock, Timer } from '../../ports.ts';

/** One full scan is faster than more folder scans than this. */
const MAX_FOLDER_SCANS = 200;

export interface ScanSchedulerDeps {
  readonly clock: Clock;
  /** Scans the whole tree. Resolves to the pause in milliseconds until the next regular scan. Never rejects. */
  readonly scanAll: (isRegular: boolean) => Promise<number>;
  /** Scans one relative folder and everything below it. Never rejects. */
  readonly scanFolder: (folder: string) => Promise<void>;
  /** No scan is running or requested. */
  readonly onIdle: () => void;
}

/** Runs the scans of a watch one after another: requested ones at once, full ones regularly. */
export class ScanScheduler {
  readonly #deps: ScanSchedulerDeps;
  readonly #folders = new Set<string>();
  #isScanning = false;
  #isFullScanRequested = false;
  #isRegular = false;
  #waiting: (() => void)[] = [];
  #running: Promise<void> | undefined;
  #timer: Timer | undefined;
  #isStopped = false;

  constructor(deps: ScanSchedulerDeps) {
    this.#deps = deps;
  }

  get isBusy(): boolean {
    return this.#isScanning || this.#isFullScanRequested || this.#folders.size > 0;
  }

  /** Resolves when a full scan that started after the call is done, or when the scheduler stops. */
  requestFullScan(): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    this.#isFullScanRequested = true;
    this.#isRegular = false;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#start();
    });
  }

  requestFolderScan(folder: string): void {
    if (this.#isStopped || this.#isFullScanRequested) return;
    this.#folders.add(folder);
    if (this.#folders.size > MAX_FOLDER_SCANS) this.#isFullScanRequested = true;
    this.#start();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#timer?.cancel();
    await this.#running;
    for (const resolve of this.#waiting) resolve();
  }

  #start(): void {
    if (this.#isStopped) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#isFullScanRequested || this.#folders.size > 0) this.#start();
      else this.#deps.onIdle();
    });
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      if (this.#isFullScanRequested) await this.#scanAll();
      else if (!(await this.#scanOneFolder())) return;
    }
  }

  async #scanAll(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#isFullScanRequested = false;
    this.#folders.clear();
    this.#timer?.cancel();
    const isRegular = this.#isRegular;
    this.#isRegular = false;
    this.#isScanning = true;
    const pauseMs = await this.#deps.scanAll(isRegular);
    this.#isScanning = false;
    if (!this.#isStopped) this.#timer = this.#deps.clock.setTimer(pauseMs, () => this.#scanRegularly());
    for (const resolve of waiting) resolve();
  }

  #scanRegularly(): void {
    if (this.#isFullScanRequested) return;
    this.#isFullScanRequested = true;
    this.#isRegular = true;
    this.#start();
  }

  async #scanOneFolder(): Promise<boolean> {
    for (const folder of this.#folders) {
      this.#folders.delete(folder);
      this.#isScanning = true;
      await this.#deps.scanFolder(folder);
      this.#isScanning = false;
      return true;
    }
    return false;
  }
}
