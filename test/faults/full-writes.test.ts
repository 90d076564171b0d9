import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Secret } from '#domain/secret.ts';
import { AppError } from '#domain/errors.ts';
import { saveTempContent } from '#desktop/services/drops/temp-content.ts';
import { Secrets } from '#desktop/services/secrets/secrets.ts';
import { openSettings } from '#desktop/services/settings/settings-file.ts';
import { leaveRestartNote } from '#desktop/services/updates/restart-note.ts';
import { replaceFile, replaceFileSync } from '#engine/system/replace-file.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { mountFor, tellSkipped, whyNoMounts } from './mounts.ts';

const skip = tellSkipped('writes on a full disk', whyNoMounts());
const PAGE = 4_096;

/** A drive that has room for the given number of pages after `prepare` ran on it. */
async function fullDrive(freePages: number, prepare: (folder: string) => unknown): Promise<string> {
  const folder = temporaryFolder();
  mountFor(folder, '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs');
  await prepare(folder);
  const filler = join(folder, 'filler');
  writeFileSync(filler, '');
  let size = 0;
  try {
    for (;;) {
      writeFileSync(filler, Buffer.alloc(PAGE), { flag: 'a' });
      size += PAGE;
    }
  } catch {
    truncateSync(filler, Math.max(0, size - freePages * PAGE));
  }
  return folder;
}

/** Larger than eight pages, so that it never fits. */
const LARGE = 'x'.repeat(10 * PAGE);
const codeOf = async (run: () => unknown) => {
  try {
    await run();
    return undefined;
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
};
const filesIn = (folder: string) => readdirSync(folder).filter((name) => name !== 'filler');

const vault = {
  strength: () => Promise.resolve('strong' as const),
  backend: () => 'fake',
  seal: (text: string) => Promise.resolve(Buffer.from(text)),
  open: (sealed: Uint8Array) => Promise.resolve({ text: Buffer.from(sealed).toString(), isOutdated: false }),
};
const secretsIn = (folder: string) =>
  new Secrets({
    path: join(folder, 'secrets.json'),
    vault,
    isWeakAllowed: () => false,
    now: () => 1,
    log: () => undefined,
  });

type Write = (folder: string, text: string) => unknown;
const NOTE: Write = (folder) => leaveRestartNote(join(folder, 'note'));
const WRITES: Readonly<Record<string, Write>> = {
  secrets: (folder, text) => secretsIn(folder).set('webhook:office', new Secret(text)),
  settings: (folder, text) =>
    openSettings(join(folder, 'settings.json'), () => 1).change({
      dialogs: [{ portal: 'a', bot: 'b', dialog: 'chat1', title: text, kind: 'chat' }],
    }),
  'an export in one piece, or diagnostics': (folder, text) => replaceFile(join(folder, 'export.json'), text),
  'an export in pieces': (folder, text) =>
    replaceFile(join(folder, 'export.csv'), text.match(/.{1,999}/g) ?? []),
  'a bundle of the command': (folder, text) =>
    replaceFileSync(join(folder, 'bundle.tar.gz'), Buffer.from(text)),
};

test.skipIf(skip).for(Object.entries(WRITES))(
  'on a full disk the old content of %s stays, and the failure is told',
  async ([, write]) => {
    for (let pages = 1; pages <= 8; pages += 1) {
      const folder = await fullDrive(pages, (to) => write(to, 'before'));
      const before = filesIn(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
      expect(before).toHaveLength(1);

      expect(await codeOf(() => write(folder, LARGE))).toBe('write.failed');

      expect(filesIn(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])).toEqual(before);
    }
  },
);

test.skipIf(skip)('dropped content that does not fit leaves nothing behind', async () => {
  for (let pages = 1; pages <= 8; pages += 1) {
    const folder = await fullDrive(pages, () => undefined);
    expect(await codeOf(() => saveTempContent(folder, 'photo.png', Buffer.from(LARGE)))).toBe('write.failed');
    expect(filesIn(folder)).toEqual([]);
  }
});

test.skipIf(skip)('a drive that turned read-only keeps what is on it, and the failure is told', async () => {
  for (const [name, write] of Object.entries({ ...WRITES, 'restart note': NOTE })) {
    const folder = temporaryFolder();
    mountFor(folder, '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs');
    await write(folder, 'before');
    const before = filesIn(folder).map((file) => statSync(join(folder, file)).ino);
    mountFor(folder, '-o', 'remount,ro');

    expect([name, await codeOf(() => write(folder, 'after'))]).toEqual([name, 'write.failed']);

    expect(filesIn(folder).map((file) => statSync(join(folder, file)).ino)).toEqual(before);
  }
});
