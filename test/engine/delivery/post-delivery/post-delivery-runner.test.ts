import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '#domain/errors.ts';
import { sentFolder } from '#engine/delivery/post-delivery/sent-folder.ts';
import { openLedgerClient } from '#engine/store/secondary-client.ts';
import { RunningEngine } from '#test/support/running-engine.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

const MOVE = { after: { type: 'move', to: 'Sent/{yyyy}-{mm}' } } as const;
const MONTH = sentFolder(MOVE.after.to, Date.now());

function rowsOf(running: RunningEngine) {
  const ledger = openLedgerClient(running.dataDir, Date.now);
  const rows = [...(ledger?.history({}) ?? [])];
  ledger?.close();
  return rows;
}

describe('with a watch that moves what is delivered', () => {
  test('a delivered file lies in the folder of its month and is not sent again', async () => {
    const running = await RunningEngine.start(MOVE);
    running.put('a.pdf', 'one');

    await running.settled();

    expect(existsSync(join(running.folder, 'a.pdf'))).toBe(false);
    expect(readFileSync(join(running.folder, MONTH, 'a.pdf'), 'utf8')).toBe('one');
    expect(rowsOf(running)).toMatchObject([
      { state: 'delivered', afterState: 'moved', movedTo: join(running.folder, MONTH, 'a.pdf') },
    ]);
    expect(await running.settled()).toEqual(['a.pdf']);
  });

  test('the name is free at once for the next file, which takes nothing from the first', async () => {
    const running = await RunningEngine.start(MOVE);
    running.put('scan.pdf', 'first');
    await running.settled();
    running.put('scan.pdf', 'second');
    await running.settled();

    expect(running.names()).toHaveLength(2);
    expect(readFileSync(join(running.folder, MONTH, 'scan.pdf'), 'utf8')).toBe('first');
    expect(readFileSync(join(running.folder, MONTH, 'scan (1).pdf'), 'utf8')).toBe('second');
  });

  test('moved files stay known when the watch no longer moves and looks into their folder too', async () => {
    const running = await RunningEngine.start(MOVE);
    running.put('a.pdf');
    await running.settled();

    await running.engine.reconfigure({ ...running.config, watches: [running.watch()] });
    running.put('b.pdf');

    expect(await running.settled()).toEqual(['a.pdf', 'b.pdf']);
    expect(rowsOf(running)).toHaveLength(2);
  });

  test('a file that waits for its move when the program ends is moved at the next start, and posted once', async () => {
    const running = await RunningEngine.prepare({ ...MOVE, include: ['*.pdf'] });
    running.put('a.pdf');
    mkdirSync(join(running.folder, 'Sent'));
    writeFileSync(join(running.folder, MONTH), 'in the way');
    await running.start();
    await running.settled();
    expect(rowsOf(running)).toMatchObject([{ afterState: 'due', afterCode: 'after.refused' }]);
    expect(existsSync(join(running.folder, 'a.pdf'))).toBe(true);

    await running.stop();
    rmSync(join(running.folder, MONTH));
    await running.start();

    expect(await running.settled()).toEqual(['a.pdf']);
    expect(existsSync(join(running.folder, MONTH, 'a.pdf'))).toBe(true);
    expect(rowsOf(running)).toMatchObject([{ afterState: 'moved', afterCode: undefined }]);
  });

  test('a file that another watch has yet to send stays until that is done', async () => {
    const running = await RunningEngine.prepare(MOVE);
    const second = running.watch({
      name: 'copies',
      target: { portal: 'office', bot: 'scanner', dialog: 'chat7' },
    });
    running.config = { ...running.config, watches: [...running.config.watches, second] };
    await running.start();
    running.engine.pause({ watch: 'copies' });
    running.put('a.pdf');
    await running.settled();
    expect(running.names()).toEqual(['a.pdf']);
    expect(running.names('chat7')).toEqual([]);
    expect(existsSync(join(running.folder, 'a.pdf'))).toBe(true);

    running.engine.resume({ watch: 'copies' });
    await running.settled();

    expect(running.names('chat7')).toEqual(['a.pdf']);
    await running.until(() => expect(existsSync(join(running.folder, MONTH, 'a.pdf'))).toBe(true));
  });
});

test('with a recycle bin the file goes there, and its name is free for another one', async () => {
  const bin = temporaryFolder();
  const trash = (path: string) => {
    renameSync(path, join(bin, 'thrown-away'));
    return Promise.resolve();
  };
  const running = await RunningEngine.start({ after: { type: 'trash' } }, { trash });
  running.put('a.pdf', 'first');
  await running.settled();
  expect(readdirSync(running.folder)).toEqual([]);

  running.put('a.pdf', 'second');

  expect(await running.settled()).toHaveLength(2);
  expect(rowsOf(running).map((row) => row.afterState)).toEqual(['trashed', 'trashed']);
});

test('a file that was rewritten before it could be thrown away stays, and the upload says why', async () => {
  const asked: string[] = [];
  const trash = (path: string) => {
    asked.push(path);
    if (asked.length === 1) return Promise.reject(new AppError('after.refused', 'not just now'));
    rmSync(path);
    return Promise.resolve();
  };
  const running = await RunningEngine.start({ after: { type: 'trash' } }, { trash });
  const path = running.put('a.pdf', 'delivered');
  await running.settled();
  expect(rowsOf(running)).toMatchObject([{ afterState: 'due', afterCode: 'after.refused' }]);

  await running.stop();
  running.put('a.pdf', 'rewritten since');
  await running.start();
  await running.settled();

  expect(asked).toEqual([path]);
  expect(readFileSync(path, 'utf8')).toBe('rewritten since');
  const [delivered] = rowsOf(running).filter((row) => row.state === 'delivered');
  expect(delivered).toMatchObject({ afterState: 'left', afterCode: 'after.changed' });
});

test('where the host has no recycle bin the file stays, and the upload is delivered with a note', async () => {
  const running = await RunningEngine.start({ after: { type: 'trash' } });
  running.put('a.pdf');

  await running.settled();

  expect(readdirSync(running.folder)).toEqual(['a.pdf']);
  expect(rowsOf(running)).toMatchObject([{ state: 'delivered', afterCode: 'after.refused' }]);
});
