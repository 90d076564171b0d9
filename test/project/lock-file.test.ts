import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface LockEntry {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

interface PackageFile {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const text = readFileSync('package-lock.json', 'utf8');
const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, LockEntry>> };
/** All but the project itself. */
const installed = Object.entries(packages).filter(([path]) => path !== '');
const { dependencies, devDependencies, allowScripts } = JSON.parse(
  readFileSync('package.json', 'utf8'),
) as PackageFile;

describe('the lock file', () => {
  test('has an integrity hash for every package', () => {
    const without = installed.filter(([, { integrity }]) => integrity?.startsWith('sha512-') !== true);

    expect(without.map(([path]) => path)).toEqual([]);
  });

  test('names no registry, so that everyone uses their own', () => {
    expect(text).not.toMatch(/"resolved"|https?:\/\/[^"]*\/-\/[^"]*\.tgz/);
  });

  test('runs no install script that nobody has decided about', () => {
    const scripted = installed
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));

    expect(scripted.filter((name) => !Object.hasOwn(allowScripts, name) && name !== 'fsevents')).toEqual([]);
    expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['node']);
  });
});

describe('the dependencies', () => {
  const all = { ...dependencies, ...devDependencies };

  test('have exact versions', () => {
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('that are shipped are at most ten', () => {
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(10);
  });

  test('are each explained', () => {
    const explained = readFileSync('docs/dependencies.md', 'utf8');
    const isExplained = (name: string) =>
      explained.includes(name) ||
      (name.startsWith('@types/') && explained.includes('@types/…')) ||
      (name.startsWith('eslint-') && explained.includes('eslint and its plugins')) ||
      (name.startsWith('prettier-') && explained.includes('prettier and its plugin'));

    expect(Object.keys(all).filter((name) => !isExplained(name))).toEqual([]);
  });
});
