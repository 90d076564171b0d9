import { expect, onTestFinished, test } from 'vitest';
import { EngineService } from '#desktop/services/engine/engine-service.ts';
import { NOTHING_MANAGED } from '#desktop/services/settings/managed.ts';
import type { EngineConfig } from '#config/engine-config.ts';
import { openPortals } from '#bitrix24/portals.ts';
import { nodeHost } from '#engine/node-host.ts';
import { momentBetweenChanges } from '#test/support/disk-clock.ts';
import { RunningEngine } from '#test/support/running-engine.ts';

/** A room whose settings are those that `config` resolves to, in a program that was started at `since`. */
function roomOf(since: number, config: () => Promise<EngineConfig>): EngineService {
  const room = new EngineService({
    host: { ...nodeHost({ log: () => undefined }), openPortals, since },
    config: async () => ({ config: await config(), ...NOTHING_MANAGED }),
    onEvent: () => undefined,
    onOpen: () => undefined,
    onChange: () => undefined,
  });
  onTestFinished(() => room.stop());
  return room;
}

test('what comes while the program starts is new to a watch that sends what comes from now on', async () => {
  const office = await RunningEngine.prepare({ existing: 'new' });
  office.put('old.pdf');
  const since = await momentBetweenChanges();
  office.put('while it starts.pdf');

  await roomOf(since, () => Promise.resolve(office.config)).apply();

  await office.until(() => expect(office.names()).toEqual(['while it starts.pdf']));
});

test('a watch is meant from the moment it is saved, however long the change before it takes', async () => {
  const office = await RunningEngine.prepare({ existing: 'new' });
  const { promise: keyring, resolve: unlock } = Promise.withResolvers<EngineConfig>();
  const configs = [keyring, Promise.resolve(office.config)];
  const room = roomOf(await momentBetweenChanges(), () => configs.shift() ?? keyring);
  const first = room.apply();
  office.put('old.pdf');
  await momentBetweenChanges();
  const second = room.apply();
  await momentBetweenChanges();
  office.put('after it was saved.pdf');
  unlock({ ...office.config, watches: [] });
  await Promise.all([first, second]);

  await office.until(() => expect(office.names()).toEqual(['after it was saved.pdf']));
});
