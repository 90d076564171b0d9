import { execFileSync } from 'node:child_process';
import {
  chownSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { AppError } from '#domain/errors.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

async function read(path: string, root: string): Promise<string> {
  const file = await nodeFileSystem.open(path, root);
  try {
    const { size } = await file.stamp();
    const content = new Uint8Array(size);
    await file.read(content, 0);
    return new TextDecoder().decode(content);
  } finally {
    await file.close();
  }
}

/** The code of a refusal, or the content that was read. */
async function attempt(path: string, root: string): Promise<string> {
  return read(path, root).catch((error: unknown) => (error as AppError).code);
}

test('a regular file under the root is read', async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'sub'));
  writeFileSync(join(root, 'sub', 'a.txt'), 'content');

  expect(await attempt(join(root, 'sub', 'a.txt'), root)).toBe('content');
});

test('the root itself may be reached by a link', async () => {
  const real = temporaryFolder();
  const link = join(temporaryFolder(), 'link');
  symlinkSync(real, link);
  writeFileSync(join(real, 'a.txt'), 'content');

  expect(await attempt(join(link, 'a.txt'), link)).toBe('content');
});

test('everything but a regular file under the root is refused, and no handle stays open', async () => {
  const root = temporaryFolder();
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'private.txt'), 'private');
  symlinkSync(join(outside, 'private.txt'), join(root, 'link.txt'));
  symlinkSync(outside, join(root, 'folder-link'));
  symlinkSync('loop', join(root, 'loop'));
  mkdirSync(join(root, 'folder'));
  execFileSync('mkfifo', [join(root, 'fifo')]);
  const server = createServer().listen(join(root, 'socket'));
  onTestFinished(() => void server.close());
  const before = openHandles();

  const refusals = {
    'link.txt': 'file.link',
    loop: 'file.link',
    'folder-link/private.txt': 'file.outside',
    [`../${outside.slice(outside.lastIndexOf('/') + 1)}/private.txt`]: 'file.outside',
    folder: 'file.special',
    fifo: 'file.special',
    socket: 'file.special',
    missing: 'file.vanished',
    'missing/a.txt': 'file.vanished',
  };
  for (const [name, code] of Object.entries(refusals)) {
    expect(`${name}: ${await attempt(join(root, name), root)}`).toBe(`${name}: ${code}`);
  }
  expect(openHandles()).toBe(before);
});

test('a folder whose name only begins like the root is outside', async () => {
  const parent = temporaryFolder();
  mkdirSync(join(parent, 'scans'));
  mkdirSync(join(parent, 'scans-private'));
  writeFileSync(join(parent, 'scans-private', 'a.txt'), 'private');

  expect(await attempt(join(parent, 'scans', '..', 'scans-private', 'a.txt'), join(parent, 'scans'))).toBe(
    'file.outside',
  );
});

test('2,000 opens against a file that is swapped for a link all the time never read what the link leads to', async () => {
  const root = temporaryFolder();
  const canary = join(temporaryFolder(), 'canary.txt');
  const [path, spare] = [join(root, 'a.txt'), join(root, 'spare')];
  writeFileSync(canary, 'CANARY!');
  writeFileSync(path, 'harmless');
  const swapping = new AbortController();
  const racer = (async () => {
    for (let swap = 0; !swapping.signal.aborted; swap++) {
      if (swap % 2 === 0) symlinkSync(canary, spare);
      else writeFileSync(spare, 'harmless');
      renameSync(spare, path);
      await pause(Math.random() * 3);
    }
  })();

  const results = new Map<string, number>();
  for (let opened = 0; opened < 2_000; opened++) {
    const result = await attempt(path, root);
    results.set(result, (results.get(result) ?? 0) + 1);
  }
  swapping.abort();
  await racer;

  expect(results.get('CANARY!')).toBeUndefined();
  expect(results.get('harmless')).toBeGreaterThan(0);
  expect(results.get('file.link')).toBeGreaterThan(0);
});

test('2,000 opens below a folder that is swapped for a link all the time never read what lies behind it', async () => {
  const root = temporaryFolder();
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'a.txt'), 'CANARY!');
  mkdirSync(join(root, 'real'));
  writeFileSync(join(root, 'real', 'a.txt'), 'harmless');
  const swapping = new AbortController();
  const racer = (async () => {
    while (!swapping.signal.aborted) {
      renameSync(join(root, 'real'), join(root, 'sub'));
      await new Promise(setImmediate);
      renameSync(join(root, 'sub'), join(root, 'real'));
      symlinkSync(outside, join(root, 'sub'));
      await new Promise(setImmediate);
      rmSync(join(root, 'sub'));
    }
  })();

  const results = new Set<string>();
  for (let opened = 0; opened < 2_000; opened++) results.add(await attempt(join(root, 'sub', 'a.txt'), root));
  swapping.abort();
  await racer;

  expect(results).not.toContain('CANARY!');
  expect(results).toContain('harmless');
  expect(results).toContain('file.outside');
});

function openHandles(): number {
  return readdirSync('/proc/self/fd').length;
}

const IS_ROOT = process.getuid?.() === 0;

test.runIf(IS_ROOT)(
  'a second name of another user’s private file is not read, and one of a public file is',
  async () => {
    const root = temporaryFolder();
    const elsewhere = temporaryFolder();
    for (const [name, mode] of [
      ['private', 0o600],
      ['public', 0o644],
    ] as const) {
      writeFileSync(join(elsewhere, name), 'content', { mode });
      chownSync(join(elsewhere, name), 65_534, 65_534);
      linkSync(join(elsewhere, name), join(root, name));
    }

    expect(await attempt(join(root, 'private'), root)).toBe('file.link');
    expect(await attempt(join(root, 'public'), root)).toBe('content');
  },
);
