import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const COMMAND = resolve(import.meta.dirname, '../../dist/cli/main.js');

/** The built command as a process of its own, for rigs that run inside and outside of the tests. */
export class Program {
  readonly child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #ended: Promise<number | null>;
  #isOver = false;
  #complaint = '';

  /** @param through a command and its arguments that starts the program instead of us */
  constructor(args: readonly string[], cwd: string, through: readonly string[] = []) {
    const env = { PATH: process.env['PATH'], HOME: cwd, TZ: 'UTC' };
    const [command = process.execPath, ...rest] = [...through, process.execPath, COMMAND, ...args];
    this.child = spawn(command, rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const { stdout, stderr } = this.child;
    if (stdout !== null) {
      createInterface({ input: stdout }).on('line', (line) => {
        this.#lines.push(line);
        for (const tell of this.#listeners) tell();
      });
    }
    stderr?.setEncoding('utf8').on('data', (text: string) => (this.#complaint += text));
    this.#ended = once(this.child, 'close').then(([code]) => {
      this.#isOver = true;
      for (const tell of this.#listeners) tell();
      return code as number | null;
    });
  }

  /** Everything printed so far. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  get complaint(): string {
    return this.#complaint;
  }

  /** Resolves to the first line that fits, or to undefined when the program ends or time is up before. */
  async line(fits: (line: string) => boolean, timeoutMs: number): Promise<string | undefined> {
    const found = () => this.#lines.find(fits);
    return new Promise((resolve) => {
      const look = () => {
        if (found() === undefined && !this.#isOver) return;
        finish();
      };
      const finish = () => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        resolve(found());
      };
      const timer = setTimeout(finish, timeoutMs);
      this.#listeners.add(look);
      look();
    });
  }

  /** Sends a signal, if one is named, and resolves to the exit code when the process has ended. */
  end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal !== undefined && !this.#isOver) this.child.kill(signal);
    return this.#ended;
  }
}
