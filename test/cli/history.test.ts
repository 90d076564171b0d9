import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '#sandbox/sandbox.ts';
import { Office } from '#test/support/office.ts';

async function officeWithHold() {
  const office = await Office.open();
  office.portal.control.setMembers('chat5', [1, 2]);
  for (const name of ['a.txt', 'b.txt', 'c.txt']) office.put(name, name);
  const { code, stdout } = await office.run('run', '--once');
  return { office, code, stdout };
}

test('the file a chat refused needs the user, and what is queued behind it is shown as waiting for the same reason', async () => {
  const { office, code } = await officeWithHold();

  const lines = await office.history();

  expect(code).toBe(1);
  expect(lines.map(({ state, code: why }) => [state, why])).toEqual([
    ['failed', 'dialog.access-denied'],
    ['waiting', 'dialog.access-denied'],
    ['waiting', 'dialog.access-denied'],
  ]);
  expect(lines[2]?.reason).toContain('the bot may not post in this chat');
});

test('the states asked for are those shown, and the limit counts the newest of them', async () => {
  const { office } = await officeWithHold();

  const waiting = await office.history('--state', 'waiting', '--limit', '1');
  const queued = await office.history('--state', 'queued');
  const several = await office.history('--state', 'failed', 'waiting');

  expect(waiting.map(({ name }) => name)).toEqual(['c.txt']);
  expect(queued).toEqual([]);
  expect(several).toHaveLength(3);
});

test('when the cause is gone, a retry delivers all of it, in order', async () => {
  const { office } = await officeWithHold();
  office.portal.control.setMembers('chat5', [1, 2, 456]);

  await office.run('retry', '--all');
  const { code } = await office.run('run', '--once');

  expect(code).toBe(0);
  expect(office.names()).toEqual(['a.txt', 'b.txt', 'c.txt']);
});

test('people get a line for each upload: id, time, where to, what became of it', async () => {
  const office = await Office.open();
  office.put('a.txt', 'a');
  office.put('empty.txt', '');
  await office.run('run', '--once');

  const { stdout } = await office.run('history');

  expect(stdout).toMatch(
    /^\d+ {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}a\.txt → chat5 {2}delivered, 1 byte in .* s, .*\/s$/m,
  );
  expect(stdout).toMatch(
    /empty\.txt → chat5 {2}skipped: the file is empty: it is sent when it has content$/m,
  );
});

test('before anything was sent the history is empty, and that is no failure', async () => {
  const office = await Office.open();

  expect(await office.run('history')).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

test('a reader that has seen enough ends the listing without a word', async () => {
  const office = await Office.open();
  for (let at = 0; at < 300; at += 1) office.put(`file ${at}.txt`, '');
  await office.run('run', '--once');
  const listing = office.start(['history', '--json']);
  listing.child.stdout?.destroy();

  const { code, stderr } = await listing.end();

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a portal that has moved is named with its new address, and goes on there once the configuration names it', async () => {
  const office = await Office.open();
  const config = readFileSync(`${office.root}/chatdrop.json`, 'utf8');
  const renamed = await startSandbox({ dataDir: `${office.root}/renamed`, requestsPerSecond: 0 });
  onTestFinished(() => renamed.close());
  const { host } = new URL(renamed.url);
  office.portal.control.configure({ movedTo: new URL(renamed.url).origin });
  office.put('a.txt', 'a');

  const run = await office.run('run', '--once');
  const history = await office.run('history');
  const [line] = await office.history();

  const words = `the portal has another address now, ${host}: if that is really yours, put it in place of the old one`;
  expect(run.code).toBe(1);
  expect(run.stdout).toContain(`portal office  needs you: ${words}`);
  expect(history.stdout).toContain(words);
  expect(history.stderr).toContain(`chatdrop: portal office  needs you: ${words}`);
  expect(line?.reason).toContain(words);

  office.write('chatdrop.json', config.replace(office.portal.webhook, renamed.webhook));
  const after = await office.run('run', '--once');

  expect(after.code).toBe(0);
  expect(renamed.control.messages('chat5').map(({ file }) => file?.name)).toEqual(['a.txt']);
});

test('a portal that asks to slow down is limited until a time that is told', async () => {
  const office = await Office.open({ delivery: { retryBaseSeconds: 60 } });
  office.portal.control.fault({ kind: 'refuse', code: 'QUERY_LIMIT_EXCEEDED', times: 0 });
  office.put('a.txt', 'a');
  const run = office.start(['run']);

  await run.prints(/portal office {2}limited until \d\d:\d\d:\d\d: the portal asks to slow down/);
  const history = await office.run('history');

  expect(history.stderr).toMatch(/^chatdrop: portal office {2}limited until \d\d:\d\d:\d\d: /);
});

test('a refusal nobody wrote down comes with the words of the portal, beside the deliveries', async () => {
  const office = await Office.open();
  office.portal.control.fault({
    kind: 'refuse',
    code: 'ERROR_NEW_KIND',
    description: 'Not on Sundays',
    method: 'imbot.v2.File.upload',
  });
  office.put('a.txt', 'a');

  const { code, stdout, stderr } = await office.run('run', '--once');

  expect(code).toBe(1);
  expect(stdout).toContain('its own words are in the log');
  expect(stderr).toBe('chatdrop: imbot.v2.File.upload: ERROR_NEW_KIND Not on Sundays {"upload":1}\n');
});
