import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempDisposableSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '#test/crash/random.ts';
import { mutationsOf, type Mutation } from './mutations.ts';

/**
 * Draws mutants at random and runs the tests that import each mutated file, in a copy of the project. Prints the share
 * that the tests notice and every mutant that survives. The compiler and the linter do not count.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    count: { type: 'string', default: '150' },
    /** Only files below this folder. */
    under: { type: 'string', default: 'src-main' },
  },
});

const ROOMS = [
  'src-main/domain/**/*.ts',
  'src-main/config/**/*.ts',
  'src-main/contract/**/*.ts',
  'src-main/engine/{delivery,watcher}/**/*.ts',
  'src-main/bitrix24/{upload,chat,client}/**/*.ts',
  'src-main/desktop/services/**/*.ts',
];
/** A mutant that hangs its tests counts as noticed. */
const TIME_LIMIT_MS = 180_000;

const HISTORIES = 'test/simulation/**';

interface Mutant extends Mutation {
  readonly file: string;
}

using copy = mkdtempDisposableSync(join(tmpdir(), 'chatdrop-mutants-'));
copyProject(copy.path);
const random = seeded(Number(values.seed));
const mutants = draw(allMutants(), Number(values.count), random);
console.log(`seed ${values.seed}, ${mutants.length} mutants`);

const survivors: string[] = [];
for (const [index, mutant] of mutants.entries()) {
  const where = describe(mutant);
  const isNoticed = tryMutant(mutant);
  if (!isNoticed) survivors.push(where);
  console.log(`${index + 1}/${mutants.length} ${isNoticed ? 'noticed ' : 'SURVIVED'} ${where}`);
}
const noticed = mutants.length - survivors.length;
console.log(`seed ${values.seed}: ${noticed} of ${mutants.length} noticed (${percent(noticed)} %)`);
for (const survivor of survivors) console.log(`  survived: ${survivor}`);

function allMutants(): Mutant[] {
  return globSync(ROOMS)
    .filter((file) => file.startsWith(values.under))
    .toSorted()
    .flatMap((file) => mutationsOf(readFileSync(file, 'utf8')).map((mutation) => ({ file, ...mutation })));
}

function draw(all: Mutant[], count: number, next: () => number): Mutant[] {
  const left = [...all];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(Math.floor(next() * left.length), 1),
  ).flat();
}

function tryMutant({ file, start, end, replacement }: Mutant): boolean {
  const path = join(copy.path, file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, source.slice(0, start) + replacement + source.slice(end));
  try {
    // The long random histories run only for what the other tests do not notice.
    return fails(path, ['--exclude', HISTORIES]) || fails(path, ['--dir', 'test/simulation']);
  } finally {
    writeFileSync(path, source);
  }
}

function fails(path: string, selection: readonly string[]): boolean {
  const related = ['related', '--run', '--bail', '1', '--project', 'rooms', '--project', 'clocks', path];
  const options = ['--passWithNoTests', '--reporter', 'dot', ...selection];
  const run = spawnSync('npx', ['vitest', ...related, ...options], {
    cwd: copy.path,
    timeout: TIME_LIMIT_MS,
    killSignal: 'SIGKILL',
    stdio: 'ignore',
  });
  return run.status !== 0;
}

function describe({ file, start, end, replacement }: Mutant): string {
  const source = readFileSync(file, 'utf8');
  const line = source.slice(0, start).split('\n').length;
  return `${file}:${line} ${JSON.stringify(source.slice(start, end).slice(0, 80))} -> ${replacement}`;
}

function copyProject(to: string): void {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const file of files.trim().split('\n')) cpSync(file, join(to, relative('.', file)));
  symlinkSync(join(process.cwd(), 'node_modules'), join(to, 'node_modules'));
}

function percent(count: number): string {
  return mutants.length === 0 ? '100' : ((100 * count) / mutants.length).toFixed(1);
}
