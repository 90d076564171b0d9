import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test, vi } from 'vitest';
import { build, type Rolldown } from 'vite';

/** What the windows may weigh in all, gzipped: seven of it are the maintained virtual list. */
const BUDGET_BYTES = 180_000;

let files: readonly { readonly name: string; readonly text: string }[] = [];

beforeAll(async () => {
  // The tests' own mode would build the windows for debugging.
  vi.stubEnv('NODE_ENV', 'production');
  const output = (await build({
    configFile: join(import.meta.dirname, '../../src-renderer/vite.config.ts'),
    logLevel: 'error',
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  files = output.output.map((file) => ({
    name: file.fileName,
    text: file.type === 'chunk' ? file.code : file.source.toString(),
  }));
});

test('the windows stay within 180 kB, gzipped', () => {
  const total = files.reduce((sum, { text }) => sum + gzipSync(text).byteLength, 0);

  expect(total).toBeLessThan(BUDGET_BYTES);
});

test('the windows bring no validator along', () => {
  const names = files.filter(({ text }) => text.includes('ZodError')).map(({ name }) => name);

  expect(names).toEqual([]);
});

test('the pages hold neither scripts nor styles of their own, and load nothing from the net', () => {
  const pages = files.filter(({ name }) => name.endsWith('.html')).map(({ text }) => text);

  expect(pages).toHaveLength(2);
  for (const text of pages) {
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  }
});

test('no template of the windows holds a style attribute, which the policy would drop', () => {
  const scripts = files.filter(({ name }) => name.endsWith('.js')).map(({ text }) => text);

  expect(scripts.flatMap((text) => text.match(/<[a-z]+[^<>]{0,200} style="[^"]*"/g) ?? [])).toEqual([]);
});
