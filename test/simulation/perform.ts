import { AppError } from '#domain/errors.ts';
import type { Operation } from './operations.ts';
import { folderOf, pathOf, WATCHES } from './places.ts';
import type { World } from './world.ts';

/** Time that a program gets to end by itself. */
const GRACE_MS = 20_000;

/** Does what an operation says. */
export async function perform(world: World, operation: Operation): Promise<void> {
  const { clock, disk, files, server } = world;
  switch (operation.do) {
    case 'write':
    case 'replace':
      world.save(operation.do, pathOf(operation.file), operation.size);
      return;
    case 'rename':
      world.rename(pathOf(operation.file), pathOf(operation.to));
      return;
    case 'remove':
      if (files.isThere(pathOf(operation.file))) files.remove(pathOf(operation.file));
      return;
    case 'lock':
    case 'unlock':
      files.lock(pathOf(operation.file), operation.do === 'lock');
      return;
    case 'unplug':
    case 'plug':
      files.setAway(folderOf(operation.watch), operation.do === 'unplug');
      return;
    case 'pass':
      await clock.advance(operation.ms);
      return;
    case 'jump':
      world.setClock(operation.ms);
      return;
    case 'kill':
      world.life.kill();
      await clock.advance(operation.ms);
      return;
    case 'stop':
      world.life.stop(GRACE_MS);
      await clock.advance(operation.ms);
      world.life.kill();
      return;
    case 'kill-at-commit':
      world.life.killAfterCommits(operation.count);
      return;
    case 'mishap':
      server.mishaps.push(operation.mishap);
      return;
    case 'deaf':
      server.deafFor += operation.times;
      return;
    case 'chatter':
      server.chatter(WATCHES[operation.watch]?.dialog ?? '');
      return;
    case 'offline':
    case 'online':
      server.isOffline = operation.do === 'offline';
      return;
    case 'disk-full':
    case 'disk-free':
      disk.setFull(operation.do === 'disk-full');
      return;
    case 'hurry':
      world.life.delivery.retryNow();
      return;
    case 'pause':
    case 'resume':
      if (world.life.isDead) return;
      unlessFull(() => {
        if (operation.do === 'pause') world.pause(nameOf(operation.watch), operation.ms);
        else world.resume(nameOf(operation.watch));
      });
  }
}

/** On a full disk the user is told that it cannot be done. */
function unlessFull(act: () => void): void {
  try {
    act();
  } catch (thrown) {
    if (AppError.from(thrown).code !== 'ledger.full') throw thrown;
  }
}

/** Undefined for everything. */
function nameOf(watch: number | undefined): string | undefined {
  return watch === undefined ? undefined : WATCHES[watch]?.name;
}
