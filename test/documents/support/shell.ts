import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished, vi } from 'vitest';

export interface Answer {
  readonly code: number;
  /** What it printed, the result first, then what was said beside it. */
  readonly printed: string;
}

const LOOP = 'trap : INT TERM; while read -r line; do eval "$line"; done';

/** One shell for one reader of a document: what a line sets is there for the next. */
export class Shell {
  readonly #scratch: string;
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  #count = 0;

  /**
   * @param scratch a folder of its own, made here, for what lines read and print
   * @param through what starts the shell, by adding its words to these
   */
  constructor(
    cwd: string,
    scratch: string,
    env: Readonly<Record<string, string>>,
    through: readonly string[] = [],
  ) {
    this.#scratch = scratch;
    mkdirSync(scratch);
    // In a process group of its own, so that Ctrl+C reaches what a terminal would send it to. The shell outlives it.
    const [program, ...args] = [...through, 'sh', '-c', LOOP];
    this.#child = spawn(program, args, {
      cwd,
      env,
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
    this.#answers = lines[Symbol.asyncIterator]();
    onTestFinished(() => this.#kill());
  }

  /** Types a line and resolves when it has ended. @param input what is pasted into it */
  async type(line: string, input = ''): Promise<Answer> {
    const name = join(this.#scratch, String((this.#count += 1)));
    writeFileSync(`${name}.in`, input);
    writeFileSync(`${name}.sh`, `${line}\n`);
    this.#child.stdin?.write(
      `. '${name}.sh' <'${name}.in' >'${name}.out' 2>'${name}.err'; echo "ended $?"\n`,
    );
    const { value } = (await this.#answers.next()) as { readonly value: string | undefined };
    if (value === undefined) throw new Error(`the shell has ended over: ${line}\n${this.printed()}`);
    return { code: Number(value.replace('ended ', '')), printed: this.printed() };
  }

  /**
   * Types a line that does not end by itself: `meanwhile` is called once it has printed `text`, then comes the signal,
   * unless that came to `'ends'`.
   */
  async typeAndEnd(
    line: string,
    text: RegExp,
    meanwhile: () => unknown,
    signal: 'SIGINT' | 'SIGTERM' = 'SIGINT',
  ): Promise<Answer> {
    const answer = this.type(line);
    const early = { hasEnded: false };
    void answer.then(() => (early.hasEnded = true));
    await vi.waitFor(
      () => {
        if (!early.hasEnded && !text.test(this.printed()))
          throw new Error(`not printed: ${String(text)}\n${this.printed()}`);
      },
      { timeout: 60_000, interval: 50 },
    );
    if (early.hasEnded) return await answer; // by itself, too early: its code and text say why
    const endsByItself = (await meanwhile()) === 'ends';
    if (!endsByItself && this.#child.pid !== undefined) process.kill(-this.#child.pid, signal);
    return await answer;
  }

  /** What the line that was typed last has printed so far. */
  printed(): string {
    const read = (end: string) => {
      try {
        return readFileSync(join(this.#scratch, `${this.#count}.${end}`), 'utf8');
      } catch {
        return ''; // the shell has not come to this line yet
      }
    };
    return read('out') + read('err');
  }

  async #kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.pid === undefined) return;
    const closed = once(this.#child, 'close');
    process.kill(-this.#child.pid, 'SIGKILL');
    await closed;
  }
}
