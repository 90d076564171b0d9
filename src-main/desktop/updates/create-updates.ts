import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { Desk } from '../desk.ts';
import { policyIn } from '../settings/managed.ts';
import { secretNames } from '../secrets/secrets.ts';
import { manualProxy } from '../system/proxy.ts';
import { ownAppImage } from '../system/program.ts';
import { replacesItself } from './replaces-itself.ts';
import { leaveRestartNote } from './restart-note.ts';
import { systemUpdater } from './system-updater.ts';
import { Updates, type UpdatesParts } from './updates.ts';

type Around = Pick<
  Desk,
  'places' | 'policy' | 'settings' | 'secrets' | 'live' | 'window' | 'popover' | 'log'
>;

/** The updates of this program, on this machine. */
export function createUpdates(
  desk: Around,
  others: Pick<UpdatesParts, 'putAway' | 'onChange' | 'clock' | 'random'>,
): Updates {
  const { places, policy, settings, secrets, live, window, popover, log } = desk;
  const isSeen = () => [window, popover].some((one) => one.current()?.isVisible() === true);
  return new Updates({
    ...others,
    log,
    updater: canReplaceItself()
      ? systemUpdater({
          feed: policyIn(policy)?.updates?.feed,
          proxy: () => manualProxy(settings.get().settings.proxy, secrets.get(secretNames.proxy)),
          log,
        })
      : undefined,
    // A policy that cannot be understood may well forbid it.
    mode: () => (policy.type === 'invalid' ? 'off' : settings.get().settings.updates),
    isSending: () => [...live.open].some(({ state }) => state === 'sending'),
    isSeen,
    putAway: async () => {
      try {
        if (!isSeen()) leaveRestartNote(places.restarted);
      } catch (error) {
        log('warn', 'the window will open after the update: its restart note cannot be written', { error });
      }
      await others.putAway();
    },
  });
}

function canReplaceItself(): boolean {
  const { platform, env } = process;
  const image = ownAppImage(env, app.getPath('exe'));
  return replacesItself({
    platform,
    isPackaged: app.isPackaged,
    feedFile: app.isPackaged ? textOf(join(process.resourcesPath, 'app-update.yml')) : undefined,
    portable: env['PORTABLE_EXECUTABLE_FILE'],
    appImage: image === undefined ? undefined : { isWritable: isWritable(dirname(image)) },
  });
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // built without a feed
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
