import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that is measured, or that something is measured against: always a fresh process. */
export class Process {
  readonly startedAt = performance.now();
  readonly child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Set<{
    readonly matches: (line: string) => boolean;
    readonly found: (line: string) => void;
  }>();
  #errors = '';
  #onLine: (line: string) => void = () => undefined;

  constructor(command: string, args: readonly string[], { cwd, env = {} }: StartOptions = {}) {
    // Nothing of the developer's own settings: they would change what is measured.
    const clean = { PATH: process.env['PATH'], HOME: cwd ?? '/nonexistent', TZ: 'UTC', ...env };
    this.child = spawn(command, args, { cwd, env: clean, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#ended = once(this.child, 'close');
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    if (this.child.stdout !== null) createInterface(this.child.stdout).on('line', (line) => this.#take(line));
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the process did not start');
    return this.child.pid;
  }

  /** Hears of every line of its output. */
  onLine(listener: (line: string) => void): void {
    this.#onLine = listener;
  }

  /** Resolves to the first line from now on that matches; every line is asked about once, in order. Rejects when the process ends without one. */
  line(matches: (line: string) => boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      const waiting = {
        matches,
        found: (line: string) => {
          this.#waiting.delete(waiting);
          resolve(line);
        },
      };
      this.#waiting.add(waiting);
      void this.#ended.then(() =>
        reject(
          new Error(
            `ended with ${this.child.exitCode ?? this.child.signalCode ?? ''} too early: ${this.#errors}`,
          ),
        ),
      );
    });
  }

  /** Writes a line to its input. */
  tell(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Resolves when it has ended by itself. @throws when it failed */
  async end(): Promise<void> {
    await this.#ended;
    if (this.child.exitCode !== 0) throw new Error(`failed with ${this.child.exitCode}: ${this.#errors}`);
  }

  /** Ends it, if it has not. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.child.kill(signal);
    await this.#ended;
  }

  #take(line: string): void {
    this.#onLine(line);
    for (const waiting of this.#waiting) if (waiting.matches(line)) waiting.found(line);
  }
}
