import { readFileSync } from 'node:fs';
import { app, shell } from 'electron';
import type { EngineHost } from '#engine/engine.ts';
import { nodeHost } from '#engine/node-host.ts';
import { policyPlace } from '#engine/policy/places.ts';
import { readPolicy } from '#engine/policy/read-policy.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { appFile } from './app-files.ts';
import type { Desk } from './desk.ts';
import { engineConfig } from './engine/engine-config.ts';
import { EngineRoom } from './engine/engine-room.ts';
import { beginLive } from './engine/begin-live.ts';
import { Live } from './engine/live.ts';
import { standstillOf, surroundingsOf } from './engine/surroundings.ts';
import { Drops } from './files/drops.ts';
import type { KnownWindows } from './ipc/known-windows.ts';
import { createPublish } from './ipc/publish.ts';
import { languageOf } from './language.ts';
import { PortalRoom } from './portals/portal-room.ts';
import { sayIn } from './say.ts';
import { Secrets } from './secrets/secrets.ts';
import { tokenSeal } from './secrets/token-seal.ts';
import { systemVault } from './secrets/vault.ts';
import { managedSettings } from './settings/managed.ts';
import { openSettings, places as placesIn } from './settings/settings-file.ts';
import { largestLimit } from './settings/stored.ts';
import type { Heard } from './showings.ts';
import { helpLinks } from './system/help.ts';
import { log } from './system/log.ts';
import { ownProgram } from './system/program.ts';
import { createPopover } from './tray/popover.ts';
import { appIcon } from './tray/tray-icons.ts';
import { createUpdates } from './updates/create-updates.ts';
import { createMainWindow } from './windows/main-window.ts';
import { WindowPlaces } from './windows/window-places.ts';
import { groundOf } from './windows/page-look.ts';

/**
 * Makes every part and connects them; nothing moves before the engine is applied.
 * @param putAway ends all work, before the program is replaced
 */
export function composeDesk(windows: KnownWindows, heard: () => Heard, putAway: () => Promise<void>): Desk {
  const now = () => Date.now();
  const places = placesIn(app.getPath('userData'));
  const policy = readPolicy(policyPlace(process.platform, process.env));
  const settings = managedSettings(openSettings(places.settings, now), policy);
  const secrets = new Secrets({
    path: places.secrets,
    vault: systemVault(process.platform),
    isWeakAllowed: () => settings.get().weakSecrets,
    now,
    log,
  });
  const host: EngineHost = {
    ...nodeHost({ log }),
    since: performance.timeOrigin,
    trash: (path) => shell.trashItem(path),
    tokenSeal: tokenSeal(secrets),
  };
  const live = new Live();
  const portals = new PortalRoom(host);
  const publish = createPublish(windows);
  const config = () => engineConfig({ settings, secrets, places, policy, log });
  const engine = new EngineRoom({
    host,
    config,
    onEvent: (event) => {
      live.hear(event);
      heard().hear(event);
      if (event.type === 'upload') updates.uploadsChanged();
    },
    onOpen: () => beginLive(engine, live),
    onChange: () => heard().changed(),
  });
  const standstill = () => standstillOf(engine);
  const language = () => languageOf(settings.get().settings.language, app.getLocale());
  const ground = () => groundOf(settings.get().settings.theme);
  const windowPlaces = new WindowPlaces(places.windows, log);
  const window = createMainWindow(windows, publish, { icon: appIcon(), ground, places: windowPlaces });
  const isPinned = settings.get().settings.popoverPinned;
  const popover = createPopover(windows, { now, ground, isPinned, places: windowPlaces });
  const updates = createUpdates(
    { places, policy, settings, secrets, live, window, popover, log },
    { ...host, putAway, onChange: (state) => heard().updatesChanged(state) },
  );

  return {
    places,
    policy,
    settings,
    secrets,
    engine,
    live,
    portals,
    publish,
    log,
    now,
    language,
    say: () => sayIn(language()),
    drops: new Drops({
      files: nodeFileSystem,
      keptIn: places.dropped,
      largest: () => largestLimit(settings.get()),
    }),
    window,
    popover,
    updates,
    hasTray: () => heard().hasTray(),
    status: () =>
      live.status({
        isOffline: !heard().isOnline(),
        failure: policy.type === 'invalid' ? 'config.invalid' : engine.failure,
        watches: settings.get().watches.length,
        standstill: standstill(),
      }),
    surroundings: () => surroundingsOf(settings.get(), standstill()),
    change: async (patch) => {
      settings.change(patch);
      updates.settingsChanged();
      await portals.apply(await config());
      await engine.apply();
      heard().changed();
    },
    lookAgain: () => {
      if (!engine.isRunning) return;
      engine.engine.retryNow();
      void engine.engine.rescan();
    },
    help: helpLinks(JSON.parse(readFileSync(appFile('package.json'), 'utf8'))),
    program: ownProgram(),
  };
}
