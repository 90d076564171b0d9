import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Bytes of the tarball; most of it is zod with its languages. */
const LARGEST = 2_000_000;

// The real npm with an empty cache and no registry: whatever is not in the tarball cannot be had.
const WITHOUT_NETWORK = ['--offline', '--no-audit', '--no-fund', '--registry=http://127.0.0.1:9/'];

let folder: string;
let packed: Packed;

beforeAll(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'chatdrop-package-'));
  // The command was built before the tests; `prepare` would build it again.
  const report = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], resolve('.'));
  packed = onePackage(JSON.parse(report));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const cache = `--cache=${join(folder, 'cache')}`;
  npm(['install', '--omit=dev', cache, ...WITHOUT_NETWORK, join(folder, packed.filename)], folder);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package for machines without a window', () => {
  test('holds the command, its schemas, the service files and what it imports, and nothing else', () => {
    // npm packs the file that `main` names (Electron reads it), whatever `files` says, where it was built.
    const files = packed.files.map(({ path }) => path).filter((path) => path !== 'dist/desktop/main/main.js');
    const parts = new Set(files.map(partOf));

    expect([...parts].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'assets/config.schema.json',
      'assets/headless',
      'assets/policy.schema.json',
      'dist/cli',
      'node_modules/@commander-js/extra-typings',
      'node_modules/chokidar',
      'node_modules/commander',
      'node_modules/ignore',
      'node_modules/jsonc-parser',
      'node_modules/readdirp',
      'node_modules/zod',
      'package.json',
    ]);
    console.log(`${packed.filename}: ${(packed.size / 1e6).toFixed(2)} MB in ${packed.files.length} files`);
    expect(packed.size).toBeLessThan(LARGEST);
  });

  test('brings the licence of everything it brings', () => {
    const brought = packed.files.map(({ path }) => path).filter((path) => path.startsWith('node_modules/'));
    const licensed = brought.filter((path) => /\/licen[cs]e[^/]*$/i.test(path)).map(partOf);

    expect(new Set(licensed)).toEqual(new Set(brought.map(partOf)));
  });

  test('installs without a registry, and without Electron or anything for development', () => {
    const installed = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));

    expect(installed).toEqual(['chatdrop']);
    expect(readdirSync(join(folder, 'node_modules', 'chatdrop', 'node_modules'))).not.toContain('electron');
  });

  test('tells its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

    expect(installedCommand('--version')).toBe(`${version}\n`);
  });

  test('does the whole job of the demo', () => {
    const printed = installedCommand('demo', '--once');

    expect(printed.match(/ delivered, /g)).toHaveLength(4);
  });
});

/** The command as npm put it into the folder, with nothing of this repository in reach. */
function installedCommand(...args: readonly string[]): string {
  const link = join(folder, 'node_modules', '.bin', 'chatdrop');
  expect(statSync(link).mode & 0o111).not.toBe(0);
  return run(link, args, folder);
}

function npm(args: readonly string[], cwd: string): string {
  return run('npm', args, cwd);
}

function run(command: string, args: readonly string[], cwd: string): string {
  const env = { PATH: `${dirname(process.execPath)}:${process.env['PATH']}`, HOME: folder, TZ: 'UTC' };
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** npm 12 answers with an object by package name, earlier ones with a list. */
function onePackage(report: unknown): Packed {
  const [packed] = Object.values(report as Record<string, Packed>);
  if (packed === undefined) throw new Error('npm packed nothing');
  return packed;
}

/** `dist/cli`, `node_modules/zod`, `README.md`: what a file belongs to. */
function partOf(path: string): string {
  const [first = '', second, third] = path.split('/');
  if (second === undefined) return first;
  return second.startsWith('@') ? `${first}/${second}/${third}` : `${first}/${second}`;
}
