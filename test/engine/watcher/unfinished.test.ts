import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MAX_UNFINISHED_MS, type UnfinishedSign } from '#domain/unfinished.ts';
import { UnfinishedFiles } from '#engine/watcher/classify/unfinished-files.ts';
import { realClock } from '#test/support/real-clock.ts';
import { untilQuiet, watchedFolder, type WatchedFolder } from '#test/support/watched-folder.ts';

const PDF = '%PDF-1.7\npages\n';
const ZIP_END = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffda0008010100003f00', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** A watch whose monotonic clock can be moved on, and how it stands with a file a while after it was written. */
async function watched(options: { readonly isNetwork?: boolean } = {}) {
  const ahead = { ms: 0, wallMs: 0 };
  const clock = {
    ...realClock,
    now: () => realClock.now() + ahead.wallMs,
    monotonicMs: () => realClock.monotonicMs() + ahead.ms,
  };
  const folder = await watchedFolder({
    clock,
    times: { lockedMs: 20 },
    ...options,
  });
  return { ...folder, ahead };
}

function put({ folder }: WatchedFolder, path: string, content: string | Uint8Array): string {
  const absolute = join(folder, path);
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, content);
  return absolute;
}

/** Lets a quiet time pass in which another file settles. */
async function untilOthersSettle(watched: WatchedFolder): Promise<void> {
  put(watched, 'other.txt', 'other');
  await watched.watch.rescan();
  await expect.poll(() => watched.memory.paths('added'), { timeout: 10_000 }).toContain('other.txt');
}

function waitedFor({ memory }: WatchedFolder, name: string): UnfinishedSign | undefined {
  const change = memory.changes.find((one) => one.type === 'added' && one.file.name === name);
  return change?.type === 'added' ? change.file.waitedFor : undefined;
}

test.each([
  ['a PDF without its end', 'scan.pdf', PDF, '%%EOF\n'],
  ['a PDF by another name', 'scan', PDF, '%%EOF\n'],
  ['a PDF with an earlier end far in front', 'scan.pdf', `${PDF}%%EOF${'x'.repeat(2_000)}`, '%%EOF'],
  ['a ZIP archive', 'files.zip', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(50)]), 'zip'],
  ['a Word document', 'report.docx', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(50)]), 'zip'],
  ['a photo', 'photo.JPG', JPEG, Buffer.from('ffd9', 'hex')],
  [
    'a photo followed by a film',
    'photo.jpg',
    JPEG,
    Buffer.concat([Buffer.from('ffd9', 'hex'), Buffer.alloc(9_000, 7)]),
  ],
  ['a picture', 'drawing.png', PNG, Buffer.from('0000000049454e44ae426082', 'hex')],
])('%s is recorded once its end is there', async (_what, name, beginning, end) => {
  const watch = await watched();
  const path = put(watch, name, beginning);

  await untilOthersSettle(watch);
  expect(watch.memory.paths('added')).not.toContain(name);
  appendFileSync(path, end === 'zip' ? zipEnd(statSync(path).size) : end);
  await untilQuiet(watch);

  expect(watch.memory.paths('added')).toEqual(['other.txt', name]);
});

/** The record that ends an archive whose list of contents begins at its start. */
function zipEnd(size: number): Buffer {
  const end = Buffer.from(ZIP_END);
  end.writeUInt32LE(size, 12);
  return end;
}

test.each([
  ['a text', 'notes.txt', 'plain'],
  ['a text that is called PDF', 'notes.pdf', 'plain'],
  [
    'a photo that ends in zeros',
    'photo.jpg',
    Buffer.concat([JPEG, Buffer.from('ffd9', 'hex'), Buffer.alloc(100)]),
  ],
  [
    'an archive with a comment',
    'a.zip',
    Buffer.concat([Buffer.from('PK\x03\x04'), zipEnd(4), Buffer.from('comment')]),
  ],
  ['a disk image of zeros', 'disk.img', Buffer.alloc(8_192)],
])('%s is whole', async (_what, name, content) => {
  const watch = await watched();

  put(watch, name, content);
  await untilQuiet(watch);

  expect(watch.memory.paths('added')).toEqual([name]);
  expect(waitedFor(watch, name)).toBeUndefined();
});

test('an archive inside an unfinished archive ends only itself', async () => {
  const watch = await watched();
  const inner = Buffer.concat([Buffer.from('PK\x03\x04'), zipEnd(4)]);

  put(watch, 'backup.zip', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(64, 1), inner]));
  await untilOthersSettle(watch);

  expect(watch.memory.paths('added')).toEqual(['other.txt']);
});

test('room reserved for a document is no document', async () => {
  const watch = await watched();

  put(watch, 'contract.pdf', Buffer.alloc(50_000));
  await untilOthersSettle(watch);

  expect(watch.memory.paths('added')).toEqual(['other.txt']);
});

test.each([false, true])(
  'a file beside its control file is recorded once that is gone; network drive: %s',
  async (isNetwork) => {
    const watch = await watched({ isNetwork });
    const control = ['film.mkv.aria2', 'disk.iso.!qB', 'a.bin.lftp-pget-status', 'b.bin.part', 'album.aria2'];
    for (const name of control) put(watch, name, 'control');
    const files = ['film.mkv', 'disk.iso', 'a.bin', 'b.bin', 'album/song.flac'];
    for (const name of files) put(watch, name, 'half of it');

    await untilOthersSettle(watch);
    expect(watch.memory.paths('added')).toEqual(['other.txt']);
    for (const name of control) rmSync(join(watch.folder, name));
    await untilQuiet(watch);

    expect(watch.memory.paths('added').toSorted()).toEqual([...files, 'other.txt'].toSorted());
    expect(waitedFor(watch, 'film.mkv')).toBe('control-file');
  },
);

/** Another process that does something with a file and ends with its input. */
async function python(script: string, path: string): Promise<ChildProcess> {
  const child = spawn('python3', [
    '-c',
    `import mmap, os, sys\n${script}\nprint(flush=True)\nsys.stdin.read()`,
    path,
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

const hasPython = (() => {
  try {
    execFileSync('python3', ['--version']);
    return process.platform === 'linux';
  } catch {
    return false;
  }
})();

test.runIf(hasPython).each([
  ['writes', `f = open(sys.argv[1], 'wb'); f.write(b'page 1'); f.flush()`],
  ['appends', `f = open(sys.argv[1], 'ab'); f.write(b'page 1'); f.flush()`],
  ['reads and writes', `f = open(sys.argv[1], 'w+b'); f.write(b'page 1'); f.flush()`],
  ['maps', `f = open(sys.argv[1], 'w+b'); f.truncate(65536); m = mmap.mmap(f.fileno(), 65536)`],
])('a file that another process %s is recorded once that has closed it', async (_what, script) => {
  const watch = await watched();
  const writer = await python(script, join(watch.folder, 'scan.dat'));

  await untilOthersSettle(watch);
  expect(watch.memory.paths('added')).toEqual(['other.txt']);
  writer.stdin?.end();
  await once(writer, 'close');
  await untilQuiet(watch);

  expect(watch.memory.paths('added')).toEqual(['other.txt', 'scan.dat']);
  expect(waitedFor(watch, 'scan.dat')).toBe('open');
});

test.runIf(hasPython)('a file that another process only reads is recorded', async () => {
  const watch = await watched();
  const path = put(watch, 'scan.dat', 'page 1');
  await python(`f = open(sys.argv[1], 'rb')`, path);

  await untilQuiet(watch);

  expect(watch.memory.paths('added')).toEqual(['scan.dat']);
});

test('a sign that does not go away delays a file by a minute, and the upload names it', async () => {
  const watch = await watched();
  put(watch, 'broken.pdf', PDF);
  await untilOthersSettle(watch);
  expect(watch.memory.paths('added')).not.toContain('broken.pdf');

  watch.ahead.ms = MAX_UNFINISHED_MS;
  await untilQuiet(watch);

  expect(watch.memory.paths('added')).toContain('broken.pdf');
  expect(waitedFor(watch, 'broken.pdf')).toBe('no-end');
});

test('each change of an unfinished file begins its minute anew', () => {
  const unfinished = new UnfinishedFiles();
  const judge = (size: number, nowMs: number) => {
    const file = { folder: '', name: 'a.pdf', stamp: { dev: 1, ino: 1, size, mtimeMs: 0, ctimeMs: 0 } };
    const change = { type: 'added', file } as const;
    const result = { type: 'unfinished', sign: 'no-end', change } as const;
    return unfinished.judge({ path: 'a.pdf', stamp: file.stamp }, result, nowMs, false).type;
  };

  expect(judge(1, 0)).toBe('unfinished');
  expect(judge(2, MAX_UNFINISHED_MS)).toBe('unfinished');
  expect(judge(2, 2 * MAX_UNFINISHED_MS - 1)).toBe('unfinished');
  expect(judge(2, 2 * MAX_UNFINISHED_MS)).toBe('change');
});

test('a file that has not changed for more than a minute is not waited for again by each run', async () => {
  const watch = await watched();
  watch.ahead.wallMs = MAX_UNFINISHED_MS + 1_000;

  put(watch, 'broken.pdf', PDF);
  await untilQuiet(watch);

  expect(watch.memory.paths('added')).toEqual(['broken.pdf']);
  expect(waitedFor(watch, 'broken.pdf')).toBe('no-end');
});

test('the draft of a download that was given up does not hold up the file of its name', async () => {
  const watch = await watched();
  for (const draft of ['scan.pdf.uploading', 'scan.pdf.xltd', 'scan.pdf.lftp']) put(watch, draft, 'half');

  put(watch, 'scan.pdf', 'whole');
  await untilQuiet(watch);

  expect(watch.memory.paths('added')).toEqual(['scan.pdf']);
  expect(waitedFor(watch, 'scan.pdf')).toBeUndefined();
});
