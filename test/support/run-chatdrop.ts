import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { onTestFailed, onTestFinished, vi } from 'vitest';

const COMMAND = resolve(import.meta.dirname, '../../dist/cli/main.js');

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments for Node itself. */
  readonly nodeOptions?: readonly string[];
}

/** The built command as a process of its own. It is killed when the test ends before it does. */
export class ChatdropProcess {
  readonly child: ChildProcess;
  #stdout = '';
  #stderr = '';
  readonly #ended: Promise<Finished>;

  constructor(args: readonly string[], { cwd, env = {}, nodeOptions = [] }: RunOptions = {}) {
    // Nothing of the developer's own settings may leak in: only what a service would have.
    const clean = { PATH: process.env['PATH'], HOME: cwd ?? '/nonexistent', TZ: 'UTC', ...env };
    this.child = spawn(process.execPath, [...nodeOptions, COMMAND, ...args], {
      cwd,
      env: clean,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.#ended = once(this.child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
    onTestFailed(() => console.log(`chatdrop ${args.join(' ')}\n${this.#stdout}${this.#stderr}`));
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Resolves once the result so far holds `text`. */
  prints(text: string | RegExp): Promise<void> {
    return holds(() => this.#stdout, text);
  }

  /** Resolves once `text` was said beside the result. */
  says(text: string | RegExp): Promise<void> {
    return holds(() => this.#stderr, text);
  }

  /** Sends a signal, if one is named, and resolves when the process has ended. */
  end(signal?: NodeJS.Signals): Promise<Finished> {
    if (signal !== undefined) this.child.kill(signal);
    return this.#ended;
  }
}

function holds(output: () => string, text: string | RegExp): Promise<void> {
  const found = () => (typeof text === 'string' ? output().includes(text) : text.test(output()));
  return vi.waitFor(
    () => {
      if (!found()) throw new Error(`not printed yet: ${String(text)}\n${output()}`);
    },
    { timeout: 20_000, interval: 20 },
  );
}

/** Runs the built command to its end. */
export function chatdrop(args: readonly string[], options?: RunOptions): Promise<Finished> {
  return new ChatdropProcess(args, options).end();
}
