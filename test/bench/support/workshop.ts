import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeTree, type Tree } from './tree.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** What the rows share: the command as users have it, folders, and trees that are costly to make. */
export class Workshop {
  /** How often each measurement is repeated. */
  readonly runs: number;
  /** The command, built for this run alone. */
  readonly command: string;
  readonly #build = join(ROOT, `dist/bench-${process.pid}`);
  readonly #root = mkdtempSync(join(tmpdir(), 'chatdrop-bench-'));
  readonly #trees = new Map<string, Tree>();
  #folders = 0;

  constructor(runs: number) {
    this.runs = runs;
    this.command = join(this.#build, 'main.js');
    const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
    const config = join(ROOT, 'src-main/cli/vite.config.ts');
    execFileSync(process.execPath, [vite, 'build', '--config', config, '--outDir', this.#build], {
      stdio: 'inherit',
    });
  }

  /** Path of a program of the suite. */
  program(name: string): string {
    return join(ROOT, 'test/bench/programs', `${name}.ts`);
  }

  /** A new empty folder; all of them go at the end. */
  folder(): string {
    return mkdtempSync(join(this.#root, `${++this.#folders}-`));
  }

  /** Folders with files, made once for all rows; nobody changes them. */
  tree(folders: number, filesEach: number): Tree {
    const key = `${folders} × ${filesEach}`;
    const tree = this.#trees.get(key) ?? makeTree(this.folder(), folders, filesEach);
    this.#trees.set(key, tree);
    return tree;
  }

  close(): void {
    for (const path of [this.#root, this.#build]) rmSync(path, { recursive: true, force: true });
  }
}
