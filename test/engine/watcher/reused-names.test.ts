import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { momentBetweenChanges } from '#test/support/disk-clock.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { untilQuiet, watchedFolder, type WatchedFolder } from '#test/support/watched-folder.ts';

const NAME = 'report.docx';
const FIRST = 'the first version';

/** How a watch learns of a change: by events, by listing alone, or at its next start. */
const WAYS = ['events', 'listing', 'off meanwhile'] as const;
type Way = (typeof WAYS)[number];

/** Delivers a file, lets something happen to it in one go, and resolves to the watch that has found out. */
async function after(way: Way, happen: (folder: string) => void | Promise<void>): Promise<WatchedFolder> {
  const spec = { mode: way === 'listing' ? 'polling' : 'detect' } as const;
  const watched = await watchedFolder({ spec });
  writeFileSync(join(watched.folder, NAME), FIRST);
  await untilQuiet(watched);
  const sha256 = createHash('sha256').update(FIRST).digest('hex');
  watched.memory.settle(NAME, { standing: 'delivered', sha256 });
  watched.memory.changes.length = 0;
  if (way === 'off meanwhile') await watched.watch.stop();
  await happen(watched.folder);
  const last = way === 'off meanwhile' ? await watchedFolder({ ...watched, spec }) : watched;
  await untilQuiet(last);
  return last;
}

/** What became of the file, in the words of the index. */
function outcome({ memory }: WatchedFolder): string[] {
  return memory.changes.flatMap((change) => {
    if (!('file' in change) || change.file.name !== NAME) return [];
    return change.type === 'skipped' ? [change.code] : [change.type];
  });
}

const at = (folder: string, name: string) => join(folder, name);

/** The calls that editors make when they save, in their order. They wait until a temporary file is on the disk. */
const EDITORS: Readonly<Record<string, (folder: string, content: string) => void | Promise<void>>> = {
  'Word: temporary file, old one aside, new one in its place': async (folder, content) => {
    writeFileSync(at(folder, '~$port.docx'), 'owner');
    writeFileSync(at(folder, '~WRD0001.tmp'), content);
    await momentBetweenChanges();
    renameSync(at(folder, NAME), at(folder, '~WRL0002.tmp'));
    renameSync(at(folder, '~WRD0001.tmp'), at(folder, NAME));
    unlinkSync(at(folder, '~WRL0002.tmp'));
  },
  'Excel: a name of eight digits takes the place of the old file': async (folder, content) => {
    writeFileSync(at(folder, '5A2F1000'), content);
    await momentBetweenChanges();
    unlinkSync(at(folder, NAME));
    renameSync(at(folder, '5A2F1000'), at(folder, NAME));
  },
  'LibreOffice: a temporary file is renamed over': async (folder, content) => {
    writeFileSync(at(folder, `.~lock.${NAME}#`), 'user');
    writeFileSync(at(folder, 'lu1234abcd.tmp'), content);
    await momentBetweenChanges();
    renameSync(at(folder, 'lu1234abcd.tmp'), at(folder, NAME));
  },
  'vim: the old file becomes the backup, the new one is written in its place': (folder, content) => {
    writeFileSync(at(folder, `.${NAME}.swp`), 'swap');
    writeFileSync(at(folder, '4913'), '');
    unlinkSync(at(folder, '4913'));
    renameSync(at(folder, NAME), at(folder, `${NAME}~`));
    writeFileSync(at(folder, NAME), content);
    unlinkSync(at(folder, `${NAME}~`));
  },
  'Emacs: the same, and the backup stays': (folder, content) => {
    renameSync(at(folder, NAME), at(folder, `${NAME}~`));
    writeFileSync(at(folder, NAME), content);
  },
  'AutoCAD: the backup stays under another ending': async (folder, content) => {
    writeFileSync(at(folder, 'report_1_2.sv$'), content);
    await momentBetweenChanges();
    renameSync(at(folder, NAME), at(folder, 'report.bak'));
    renameSync(at(folder, 'report_1_2.sv$'), at(folder, NAME));
  },
  'GNOME: a hidden file is renamed over': async (folder, content) => {
    writeFileSync(at(folder, '.goutputstream-AB12CD'), content);
    await momentBetweenChanges();
    renameSync(at(folder, '.goutputstream-AB12CD'), at(folder, NAME));
  },
  'KDE: a file with an ending of its own is renamed over': async (folder, content) => {
    writeFileSync(at(folder, `${NAME}.AbCdEf`), content);
    await momentBetweenChanges();
    renameSync(at(folder, `${NAME}.AbCdEf`), at(folder, NAME));
  },
  'Photoshop: a temporary file is renamed after the old one was deleted': async (folder, content) => {
    writeFileSync(at(folder, 'psB0A1.tmp'), content);
    await momentBetweenChanges();
    unlinkSync(at(folder, NAME));
    renameSync(at(folder, 'psB0A1.tmp'), at(folder, NAME));
  },
  'macOS: a folder beside it holds the new file': async (folder, content) => {
    mkdirSync(at(folder, `${NAME}.sb-1a2b3c4d-XyZaBc`));
    writeFileSync(at(folder, `${NAME}.sb-1a2b3c4d-XyZaBc/${NAME}`), content);
    await momentBetweenChanges();
    renameSync(at(folder, `${NAME}.sb-1a2b3c4d-XyZaBc/${NAME}`), at(folder, NAME));
    rmdirSync(at(folder, `${NAME}.sb-1a2b3c4d-XyZaBc`));
  },
  'rsync: a hidden file with old times is renamed over': async (folder, content) => {
    writeFileSync(at(folder, `.${NAME}.aBcDeF`), content);
    await momentBetweenChanges();
    utimesSync(at(folder, `.${NAME}.aBcDeF`), 1_700_000_000, 1_700_000_000);
    renameSync(at(folder, `.${NAME}.aBcDeF`), at(folder, NAME));
  },
  'nano, Notepad: the file is cut and written': (folder, content) => writeFileSync(at(folder, NAME), content),
};

describe.each(Object.entries(EDITORS))('%s', (_editor, save) => {
  test('told by events it is a change of the same file', async () => {
    expect(outcome(await after('events', (folder) => save(folder, 'the second, edited version')))).toEqual([
      'file.changed-after-delivery',
    ]);
  });

  test.each(['listing', 'off meanwhile'] as const)('%s: it is never another document', async (way) => {
    const [became, ...more] = outcome(
      await after(way, (folder) => save(folder, 'the second, edited version')),
    );

    expect(['file.changed-after-delivery', 'unclear']).toContain(became);
    expect(more).toEqual([]);
  });
});

/** Ways in which a device or a person uses a name again. */
const DEVICES: Readonly<Record<string, (folder: string, content: string) => void>> = {
  'filed away, written anew': (folder, content) => {
    renameSync(at(folder, NAME), at(temporaryFolder(), 'filed'));
    writeFileSync(at(folder, NAME), content);
  },
  'deleted, written anew, perhaps under the same inode': (folder, content) => {
    unlinkSync(at(folder, NAME));
    writeFileSync(at(folder, NAME), content);
  },
  'filed away with another document, while a third comes': (folder, content) => {
    renameSync(at(folder, NAME), at(temporaryFolder(), 'filed'));
    writeFileSync(at(folder, 'IMG_0002.JPG'), 'another file');
    writeFileSync(at(folder, NAME), content);
  },
  'the name was a folder meanwhile': (folder, content) => {
    unlinkSync(at(folder, NAME));
    mkdirSync(at(folder, NAME));
    writeFileSync(at(folder, `${NAME}/page.txt`), 'page');
    rmSync(at(folder, NAME), { recursive: true });
    writeFileSync(at(folder, NAME), content);
  },
};

describe.each(WAYS)('%s', (way) => {
  test.each(Object.entries(DEVICES))('%s: another document is sent', async (_what, reuse) => {
    expect(outcome(await after(way, (folder) => reuse(folder, 'quite another document')))).toContain('added');
  });

  test.each(Object.entries(DEVICES))('%s: with the same content it is not sent', async (_what, reuse) => {
    const found = outcome(await after(way, (folder) => reuse(folder, FIRST)));

    expect(found.filter((became) => became !== 'metadataChanged')).toEqual([]);
  });

  test('another document of the same size and time is sent', async () => {
    const watched = await after(way, (folder) => {
      execFileSync('touch', ['-r', at(folder, NAME), at(folder, '../clock')]);
      renameSync(at(folder, NAME), at(temporaryFolder(), 'filed'));
      writeFileSync(at(folder, NAME), FIRST.toUpperCase());
      execFileSync('touch', ['-r', at(folder, '../clock'), at(folder, NAME)]);
      rmSync(at(folder, '../clock'));
    });

    expect(['added', 'unclear']).toContain(outcome(watched)[0]);
  });

  test.each(['copied with its times', 'moved in from elsewhere'])(
    'another document that is %s is sent, or the user is asked',
    async (how) => {
      const source = at(temporaryFolder(), 'scan');
      writeFileSync(source, 'quite another document');
      utimesSync(source, 1_700_000_000, 1_700_000_000);
      const watched = await after(way, (folder) => {
        renameSync(at(folder, NAME), at(temporaryFolder(), 'filed'));
        if (how === 'moved in from elsewhere') execFileSync('mv', [source, at(folder, NAME)]);
        else execFileSync('cp', ['-p', source, at(folder, NAME)]);
      });

      expect(outcome(watched)).toEqual([way === 'events' ? 'added' : 'unclear']);
      expect(existsSync(at(watched.folder, NAME))).toBe(true);
    },
  );
});
