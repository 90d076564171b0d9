import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';

async function withFiles() {
  const office = await Office.open();
  for (const name of ['a.txt', 'b.txt']) writeFileSync(join(office.root, name), `content of ${name}`);
  return office;
}

describe('send', () => {
  test('ends with 0 when every file is in the chat', async () => {
    const office = await withFiles();

    const { code, stdout } = await office.run(
      'send',
      'a.txt',
      'b.txt',
      '--to',
      'chat7',
      '--caption',
      'as asked',
    );

    expect(code).toBe(0);
    expect(stdout).toMatch(/a\.txt → chat7 {2}delivered, .*\nb\.txt → chat7 {2}delivered/);
    expect(office.arrived('chat7').map(({ file, text }) => [file.name, text])).toEqual([
      ['a.txt', 'as asked'],
      ['b.txt', 'as asked'],
    ]);
  });

  test('hands the files to an engine that runs already, and follows them', async () => {
    const office = await withFiles();
    const run = office.start(['run']);
    await run.prints('watching');

    const { code, stdout } = await office.run('send', 'a.txt', '--to', 'chat7');

    expect(code).toBe(0);
    expect(stdout).toContain('a.txt → chat7  delivered');
    expect(office.names('chat7')).toEqual(['a.txt']);
  });

  test('does not deliver what lies in the watched folders', async () => {
    const office = await withFiles();
    office.put('other.txt', 'not asked for');

    await office.run('send', 'a.txt', '--to', 'chat7');

    expect(office.names('chat5')).toEqual([]);
  });

  test('ends with 1 and the reason when the portal refuses', async () => {
    const office = await withFiles();
    office.portal.control.setMembers('chat7', [1, 3]);

    const { code, stdout } = await office.run('send', 'a.txt', '--to', 'chat7');

    expect(code).toBe(1);
    expect(stdout).toContain('the bot may not post in this chat');
  });

  test.each([
    [['nowhere.txt', '--to', 'chat7'], 'nowhere.txt: no such file, nothing was sent'],
    [['data', '--to', 'chat7'], 'data: not a file, nothing was sent'],
    [['a.txt', '--to', 'sales'], '--to: expected a dialog such as chat5, 5 (a user) or sg7'],
    [['a.txt', '--to', 'chat7', '--bot', 'x'], '--bot: expected one of scanner'],
  ])('refuses %j with one sentence', async (args, sentence) => {
    const office = await withFiles();

    const { code, stderr } = await office.run('send', ...args);

    expect(code).toBe(1);
    expect(stderr).toBe(`chatdrop: ${sentence}\n`);
  });
});

describe('retry', () => {
  test('sends again what failed, to the dialog it was queued for', async () => {
    const office = await Office.open();
    office.portal.control.fault({
      kind: 'refuse',
      code: 'FILE_INVALID_CONTENT',
      method: 'imbot.v2.file.upload',
    });
    office.put('a.txt', 'a');
    const first = await office.run('run', '--once');
    const [failed] = await office.history('--state', 'failed');

    const retried = await office.run('retry', String(failed?.id));
    const second = await office.run('run', '--once');

    expect([first.code, retried.code, second.code]).toEqual([1, 0, 0]);
    expect(office.names('chat5')).toEqual(['a.txt']);
  });

  test('says that the cause was mended: an engine that runs sends at once, also what waited for the same', async () => {
    const office = await Office.open();
    office.portal.control.setMembers('chat5', [1, 2]);
    const run = office.start(['run']);
    office.put('a.txt', 'a');
    await run.prints('needs you');
    office.put('b.txt', 'b');
    await run.prints('b.txt → chat5  queued');

    office.portal.control.setMembers('chat5', [1, 2, 456]);
    const [failed] = await office.history('--state', 'failed');
    await office.run('retry', String(failed?.id));

    await office.untilArrived(2);
    expect(office.names()).toEqual(['a.txt', 'b.txt']);
  });

  test('of an id that does not exist is told, and ends with 1', async () => {
    const office = await withFiles();
    await office.run('send', 'a.txt', '--to', 'chat7');

    const unknown = await office.run('retry', '4711');
    const done = await office.run('retry', '1');

    expect([unknown.code, unknown.stderr]).toEqual([1, 'chatdrop: 4711 is no upload of this history\n']);
    expect([done.code, done.stderr]).toEqual([1, 'chatdrop: 1 is delivered: nothing to try again\n']);
  });

  test('wants ids or --all, not neither and not both', async () => {
    const office = await withFiles();

    const neither = await office.run('retry');
    const both = await office.run('retry', '1', '--all');

    expect([neither.code, both.code]).toEqual([1, 1]);
    expect(neither.stderr).toBe('chatdrop: name the ids to try again, or --all\n');
  });
});
