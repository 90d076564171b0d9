import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { AppContext } from '../../app-context.ts';
import { policyIn } from '../settings/managed.ts';
import { secretNames } from '../secrets/secrets.ts';
import { manualProxy } from '../portals/proxy.ts';
import { ownAppImage } from '../../shell/app/program.ts';
import { canSelfUpdate } from './can-self-update.ts';
import { leaveRestartNote } from './restart-note.ts';
import { systemUpdater } from './system-updater.ts';
import { Updates, type UpdatesDeps } from './updates.ts';

type UpdateContext = Pick<
  AppContext,
  'paths' | 'policy' | 'settings' | 'secrets' | 'liveState' | 'window' | 'popover' | 'log'
>;

/** The updates of this program, on this machine. */
export function createUpdates(
  context: UpdateContext,
  others: Pick<UpdatesDeps, 'shutdown' | 'onChange' | 'clock' | 'random'>,
): Updates {
  const { paths, policy, settings, secrets, liveState, window, popover, log } = context;
  const isWindowVisible = () => [window, popover].some((one) => one.current()?.isVisible() === true);
  return new Updates({
    ...others,
    log,
    updater: canThisBuildUpdate()
      ? systemUpdater({
          feed: policyIn(policy)?.updates?.feed,
          proxy: () => manualProxy(settings.get().settings.proxy, secrets.get(secretNames.proxy)),
          log,
        })
      : undefined,
    // A policy that cannot be understood may well forbid it.
    mode: () => (policy.type === 'invalid' ? 'off' : settings.get().settings.updates),
    isSending: () => [...liveState.open].some(({ state }) => state === 'sending'),
    isWindowVisible,
    shutdown: async () => {
      try {
        if (!isWindowVisible()) leaveRestartNote(paths.restartNote);
      } catch (error) {
        log('warn', 'the window will open after the update: its restart note cannot be written', { error });
      }
      await others.shutdown();
    },
  });
}

function canThisBuildUpdate(): boolean {
  const { platform, env } = process;
  const image = ownAppImage(env, app.getPath('exe'));
  return canSelfUpdate({
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
