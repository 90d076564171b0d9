import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { untilQuiet, watchedFolder } from '#test/support/watched-folder.ts';

function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

const arrived = ({ memory }: Awaited<ReturnType<typeof watchedFolder>>) =>
  memory.changes.flatMap((change) => (change.type === 'added' ? [change.file.name] : [])).toSorted();

test('what a .chatdropignore names is left out, in its folder and below, and the file itself is not sent', async () => {
  const watched = await watchedFolder({ spec: { existing: 'all' } });

  put(watched.folder, {
    '.chatdropignore': '*.log\n/drafts/\n',
    'a.pdf': 'a',
    'a.log': 'b',
    'drafts/b.pdf': 'c',
    'in/.chatdropignore': 'secret.pdf\n!c.log\n',
    'in/c.log': 'd',
    'in/secret.pdf': 'e',
    'in/drafts/d.pdf': 'f',
  });
  await untilQuiet(watched);

  expect(arrived(watched)).toEqual(['a.pdf', 'c.log', 'd.pdf']);
});

test('one that changes counts from the next scan on', async () => {
  const watched = await watchedFolder({ spec: { existing: 'all' } });
  put(watched.folder, { '.chatdropignore': '*.log', 'a.log': 'a' });
  await untilQuiet(watched);

  put(watched.folder, { '.chatdropignore': '' });
  await untilQuiet(watched);

  expect(arrived(watched)).toEqual(['a.log']);
});

test('a folder that is one document is skipped whole, once, with its reason', async () => {
  const watched = await watchedFolder({ spec: { existing: 'all' } });

  put(watched.folder, {
    'Report.pages/Index/Document.iwa': 'a',
    'Report.pages/preview.jpg': 'b',
    'a.pdf': 'c',
  });
  await untilQuiet(watched);
  await untilQuiet(watched);

  expect(arrived(watched)).toEqual(['a.pdf']);
  expect(watched.memory.skipped()).toEqual(['Report.pages: file.document']);
});

test('hidden files are left out where the watch says so', async () => {
  const watched = await watchedFolder({ spec: { existing: 'all', hidden: 'skip' } });

  put(watched.folder, { '.profile': 'a', '.config/b.pdf': 'b', 'c.pdf': 'c' });
  await untilQuiet(watched);

  expect(arrived(watched)).toEqual(['c.pdf']);
});
