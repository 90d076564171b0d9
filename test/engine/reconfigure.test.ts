import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '#domain/errors.ts';
import { lockDataFolder } from '#engine/store/db/lock.ts';
import { RunningEngine } from '#test/support/running-engine.ts';

const statesOf = (running: RunningEngine, watch: string) =>
  running.events.flatMap((event) =>
    event.type === 'watch' && event.watch === watch ? [event.state.type] : [],
  );

test('a watch that is added finds its files, and the others go on undisturbed', async () => {
  const running = await RunningEngine.start();
  running.put('a.pdf');
  await running.settled();
  const before = statesOf(running, 'scans');
  const folder = join(running.root, 'camera');
  mkdirSync(folder);

  const camera = running.watch({
    name: 'camera',
    folder,
    target: { portal: 'office', bot: 'scanner', dialog: 'chat7' },
  });
  await running.engine.reconfigure({ ...running.config, watches: [...running.config.watches, camera] });
  running.put('../camera/b.jpg');
  await running.settled();

  expect(running.names('chat7')).toEqual(['b.jpg']);
  expect(statesOf(running, 'scans')).toEqual(before);
});

test('what waits for a removed watch still goes out, and what lies there afterwards does not', async () => {
  const running = await RunningEngine.start();
  running.engine.pause({});
  running.put('a.pdf');
  await running.settled();

  await running.engine.reconfigure({ ...running.config, watches: [] });
  running.put('b.pdf');
  running.engine.resume();

  expect(await running.settled()).toEqual(['a.pdf']);
});

test('what waits for a removed watch is taken out when that is asked for', async () => {
  const running = await RunningEngine.start();
  running.engine.pause({});
  running.put('a.pdf');
  running.put('b.pdf');
  await running.settled();

  expect(running.engine.cancelPendingOf('scans')).toBe(2);
  await running.engine.reconfigure({ ...running.config, watches: [] });
  running.engine.resume();

  expect(await running.settled()).toEqual([]);
  expect(running.engine.history.counts()).toMatchObject({ skipped: 2 });
});

test('a changed watch goes on with its new rules and forgets nothing', async () => {
  const running = await RunningEngine.start();
  running.put('a.pdf');
  await running.settled();

  const watches = [
    running.watch({ include: ['*.txt'], target: { ...running.watch().target, dialog: 'chat7' } }),
  ];
  await running.engine.reconfigure({ ...running.config, watches });
  running.put('b.pdf');
  running.put('c.txt');
  await running.settled();

  expect(running.names('chat5')).toEqual(['a.pdf']);
  expect(running.names('chat7')).toEqual(['c.txt']);
});

test('a portal whose credentials were wrong delivers once they are mended, without a restart', async () => {
  const running = await RunningEngine.prepare();
  const good = running.config;
  const credentials = {
    type: 'webhook' as const,
    url: running.sandbox.webhook.replace(/\/rest\/1\/[^/]+/, '/rest/1/wrong0wrong0wrong0'),
  };
  running.config = { ...good, portals: good.portals.map((portal) => ({ ...portal, credentials })) };
  running.put('a.pdf');
  await running.start();
  await running.until(() => expect(running.engine.history.counts()).toMatchObject({ 'needs-you': 1 }));

  await running.engine.reconfigure(good);
  running.engine.retryNow();

  await running.until(() => expect(running.names()).toEqual(['a.pdf']));
});

test('the data folder stays locked and cannot be another one', async () => {
  const running = await RunningEngine.start();

  await running.engine.reconfigure({ ...running.config, watches: [] });
  const moved = running.engine.reconfigure({ ...running.config, dataDir: join(running.root, 'elsewhere') });

  await expect(moved).rejects.toMatchObject({ code: 'config.invalid' });
  expect(() => lockDataFolder(running.dataDir)).toThrow(AppError);
});

test('a configuration that is not valid changes nothing', async () => {
  const running = await RunningEngine.start();
  const credentials = { type: 'webhook' as const, url: 'no address' };
  const portals = [{ name: 'other', credentials, maxFileBytes: 1 }];

  await expect(running.engine.reconfigure({ ...running.config, portals, watches: [] })).rejects.toMatchObject(
    {
      code: 'config.invalid',
    },
  );
  running.put('a.pdf');

  expect(await running.settled()).toEqual(['a.pdf']);
});
