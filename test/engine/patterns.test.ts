import {
  appendFileSync,
  copyFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { RunningEngine } from '#test/support/running-engine.ts';

/** As Word and Excel save: a temporary file, the old one out of the way, the new one in its place, the old one gone. */
function officeSave(running: RunningEngine, name: string, content: string): void {
  const path = join(running.folder, name);
  const fresh = join(running.folder, '~WRD0001.tmp');
  const old = join(running.folder, '~WRL0002.tmp');
  writeFileSync(join(running.folder, `~$${name.slice(2)}`), 'owner');
  writeFileSync(fresh, content);
  renameSync(path, old);
  renameSync(fresh, path);
  rmSync(old);
  rmSync(join(running.folder, `~$${name.slice(2)}`));
}

/** As LibreOffice and many editors save: a file beside it takes its place. */
function replaceSave(running: RunningEngine, name: string, content: string): void {
  const fresh = join(running.folder, `${name}.tmp`);
  writeFileSync(fresh, content);
  renameSync(fresh, join(running.folder, name));
}

describe.each([
  ['Office', officeSave],
  ['LibreOffice', replaceSave],
])('a document that %s saves again after it was delivered', (_, save) => {
  test('is a change, which the watch ignores', async () => {
    const running = await RunningEngine.start();
    running.put('report.docx', 'first');
    await running.settled();

    save(running, 'report.docx', 'second, longer');
    save(running, 'report.docx', 'third, longer still');

    expect(await running.settled()).toEqual(['report.docx']);
    expect(running.engine.history.page({}, { limit: 9 })).toMatchObject([
      { state: 'skipped', code: 'file.changed-after-delivery' },
      { state: 'delivered' },
    ]);
  });

  test('is sent again where the watch sends changes, and not when its content is the same', async () => {
    const running = await RunningEngine.start({ changed: 'send' });
    running.put('report.docx', 'first');
    await running.settled();
    save(running, 'report.docx', 'second, longer');
    await running.settled();
    expect(running.names()).toHaveLength(2);

    save(running, 'report.docx', 'second, longer');

    expect(await running.settled()).toHaveLength(2);
  });
});

test('a program that changes a delivered file and sets size and time back gets it posted again', async () => {
  const running = await RunningEngine.start({ changed: 'send' });
  running.put('prices.xls', 'price 100');
  await running.settled();
  const path = join(running.folder, 'prices.xls');
  const { atime, mtime } = statSync(path);

  writeFileSync(path, 'price 999');
  utimesSync(path, atime, mtime);

  expect(await running.settled()).toHaveLength(2);
});

test('a log that goes on growing after it was sent says that it was sent too soon', async () => {
  const running = await RunningEngine.start();
  running.put('report.log', 'first line');
  await running.settled();

  for (const line of ['second', 'third']) {
    appendFileSync(join(running.folder, 'report.log'), line);
    await running.settled();
  }

  expect(running.names()).toEqual(['report.log']);
  expect(running.engine.history.page({}, { limit: 9 })).toMatchObject([
    { state: 'skipped', code: 'file.grown-after-delivery' },
    { state: 'delivered' },
  ]);
});

test('a scanner that goes on writing one PDF gets it posted once, when it is whole', async () => {
  const running = await RunningEngine.start({ quietMs: 600 });
  const path = running.put('scan.pdf', '');
  for (let page = 1; page <= 8; page += 1) {
    await delay(150);
    appendFileSync(path, `page ${page}\n`);
    expect(running.names()).toEqual([]);
  }

  await running.until(() => expect(running.names()).toEqual(['scan.pdf']));
  expect(running.sandbox.control.messages('chat5').at(-1)?.file).toMatchObject({ size: 8 * 7 });
});

test('a scanner that takes longer than the quiet time adds its pages to the same upload while that waits', async () => {
  const running = await RunningEngine.start({ quietMs: 100 });
  running.engine.pause({});
  const path = running.put('scan.pdf', 'page 1\n');
  await running.settled();
  appendFileSync(path, 'page 2\n');
  await running.settled();
  running.engine.resume();
  await running.settled();

  expect(running.sandbox.control.messages('chat5').flatMap(({ file }) => file?.size ?? [])).toEqual([14]);
});

test('a browser’s download is posted under its last name, and nothing of the way there', async () => {
  const running = await RunningEngine.start();
  const part = running.put('Unconfirmed 1234.crdownload', 'first half,');
  running.put('manual.pdf.part', 'firefox keeps');
  running.put('manual.pdf', '');
  await running.settled();
  appendFileSync(part, ' second half');
  renameSync(part, join(running.folder, 'invoice.pdf'));
  renameSync(join(running.folder, 'manual.pdf.part'), join(running.folder, 'manual.pdf'));

  expect([...(await running.settled())].sort()).toEqual(['invoice.pdf', 'manual.pdf']);
  expect(
    running.sandbox.control
      .messages('chat5')
      .flatMap(({ file }) => file?.size ?? [])
      .sort(),
  ).toEqual([13, 23]);
});

test('a sync tool’s download is posted once, though it sets the times back', async () => {
  const running = await RunningEngine.start();
  const draft = running.put('.syncthing.photo.jpg.tmp', 'pixels');
  utimesSync(draft, 1_500_000_000, 1_500_000_000);
  renameSync(draft, join(running.folder, 'photo.jpg'));

  expect(await running.settled()).toEqual(['photo.jpg']);
});

test('touching, renaming and moving inside the watch is no news', async () => {
  const running = await RunningEngine.start();
  const path = running.put('a.pdf');
  running.put('archive/old.pdf');
  await running.settled();

  utimesSync(path, new Date(), new Date());
  await running.settled();
  renameSync(path, join(running.folder, 'b.pdf'));
  await running.settled();
  renameSync(join(running.folder, 'b.pdf'), join(running.folder, 'archive', 'b.pdf'));

  expect([...(await running.settled())].sort()).toEqual(['a.pdf', 'old.pdf']);
});

describe('a copy of a delivered file', () => {
  const copyAs = async (running: RunningEngine, name: string) => {
    copyFileSync(join(running.folder, 'a.pdf'), join(running.folder, name));
    return (await running.settled()).length;
  };

  test('of the same name in another folder is a repeat', async () => {
    const running = await RunningEngine.start();
    running.put('a.pdf');
    running.put('sub/other.txt');
    await running.settled();

    expect(await copyAs(running, 'sub/a.pdf')).toBe(2);
    expect(running.engine.history.page({ section: 'skipped' }, { limit: 9 })).toMatchObject([
      { code: 'file.already-sent' },
    ]);
  });

  test('of another name is news, unless the watch goes by content alone', async () => {
    const byName = await RunningEngine.start();
    byName.put('a.pdf');
    await byName.settled();
    expect(await copyAs(byName, 'b.pdf')).toBe(2);

    const byContent = await RunningEngine.start({ repeats: 'any-name' });
    byContent.put('a.pdf');
    await byContent.settled();
    expect(await copyAs(byContent, 'b.pdf')).toBe(1);
  });

  test('of the same name is sent where the watch never skips', async () => {
    const running = await RunningEngine.start({ repeats: 'never' });
    running.put('a.pdf');
    running.put('sub/other.txt');
    await running.settled();

    expect(await copyAs(running, 'sub/a.pdf')).toBe(3);
  });
});
