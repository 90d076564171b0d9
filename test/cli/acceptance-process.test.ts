import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';
import { chatdrop } from '#test/support/run-chatdrop.ts';

test('the history can be read while the engine runs, also in the middle of an upload', async () => {
  const office = await Office.open();
  office.portal.control.fault({ kind: 'delay', ms: 60_000, method: 'imbot.v2.file.upload' });
  office.put('slow.bin', randomBytes(1000));
  const run = office.start(['run']);
  await run.prints('sending');

  const lines = await office.history();

  expect(lines).toMatchObject([{ name: 'slow.bin', state: 'sending', messageId: null }]);
});

test('a second engine refuses to start on the same data folder', async () => {
  const office = await Office.open();
  const run = office.start(['run']);
  await run.prints('watching');

  const second = await office.run('run');

  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(/^chatdrop: Another Chatdrop runs on this data folder: .*\n$/);
  expect(run.child.exitCode).toBeNull();
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s ends a run cleanly', async (signal) => {
  const office = await Office.open();
  const run = office.start(['run']);
  await run.prints('watching');

  const end = await run.end(signal);

  expect(end).toMatchObject({ code: 0, signal: null, stderr: '' });
  expect(readdirSync(`${office.root}/data`).filter((name) => name.endsWith('-wal'))).toEqual([]);
});

test('the second SIGINT ends a run at once, and the next run finishes the job', async () => {
  const office = await Office.open();
  office.portal.control.fault({ kind: 'delay', ms: 60_000, method: 'imbot.v2.file.upload' });
  office.put('slow.bin', randomBytes(1000));
  const run = office.start(['run']);
  await run.prints('sending');

  run.child.kill('SIGINT');
  await run.says('a second time ends it at once');
  const end = await run.end('SIGINT');
  const next = await office.run('run', '--once');

  expect(end.code).toBe(130);
  expect(next.code).toBe(0);
  expect(office.names()).toEqual(['slow.bin']);
});

test('a reader that goes away does not stop the deliveries', async () => {
  const office = await Office.open();
  const run = office.start(['run']);
  await run.prints('watching');
  run.child.stdout?.destroy();

  office.put('a.txt', 'a');
  office.put('b.txt', 'b');
  await office.untilArrived(2);
  const { code, stderr } = await run.end('SIGTERM');

  expect(code).toBe(0);
  expect(stderr).toBe('');
});

test('a portal that cannot be reached leaves the file queued, and the exit code says so', async () => {
  const office = await Office.open();
  office.put('a.txt', 'a');
  await office.closePortal();

  const { code } = await office.run('run', '--once');

  expect(code).toBe(1);
  expect(await office.history()).toMatchObject([{ name: 'a.txt', code: 'network.refused' }]);
});

test('events are JSON lines when scripts ask for them', async () => {
  const office = await Office.open();
  office.put('a.txt', 'a');

  const { stdout } = await office.run('run', '--once', '--json');

  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.every(({ time, type }) => typeof time === 'string' && typeof type === 'string')).toBe(true);
  expect(events.filter(({ type }) => type === 'upload').map(({ state }) => state)).toEqual([
    'queued',
    'sending',
    'delivered',
  ]);
});

test('every mistake of the configuration is a line of its own, and nothing is sent', async () => {
  const office = await Office.open({ watch: { dialog: 'sales' }, config: { colour: 'blue' } });

  const { code, stdout, stderr } = await office.run('run');

  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(
    stderr
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^chatdrop: .*chatdrop\.json: /, '')),
  ).toEqual([
    'watches[0].dialog: expected a dialog such as "chat5", "5" (a user) or "sg7"',
    'colour: no such setting',
  ]);
});

test('help and wrong arguments load none of the engine', async () => {
  const trace = ['--import', `data:text/javascript,${encodeURIComponent(LOADED_MODULES)}`];

  const help = await chatdrop(['--help'], { nodeOptions: trace });
  const wrong = await chatdrop(['rum'], { nodeOptions: trace });

  expect(help.code).toBe(0);
  expect(help.stdout).toContain('history');
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain("unknown command 'rum'");
  for (const { stderr } of [help, wrong]) {
    expect(stderr).toContain('commander');
    expect(stderr).not.toMatch(/node_modules\/(zod|chokidar)|node:sqlite/);
  }
});

/** Prints the name of every module that is loaded. */
const LOADED_MODULES = `
  import { registerHooks } from 'node:module';
  registerHooks({ resolve: (name, context, next) => {
    const found = next(name, context);
    process.stderr.write(found.url + '\\n');
    return found;
  } });
`;

test('the command does the whole job where electron cannot be resolved', async () => {
  const office = await Office.open();
  office.put('a.txt', 'a');
  const trap = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve: (name, context, next) => {
      if (/^electron($|[/-])/.test(name)) throw new Error('electron was asked for');
      return next(name, context);
    } });
  `;
  const nodeOptions = ['--import', `data:text/javascript,${encodeURIComponent(trap)}`];

  const { code, stderr } = await office.start(['run', '--once'], { nodeOptions }).end();

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(office.names()).toEqual(['a.txt']);
});
