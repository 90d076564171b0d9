import { readFileSync } from 'node:fs';
import { app, shell } from 'electron';
import type { EngineHost } from '#engine/engine.ts';
import { openPortals } from '#bitrix24/portals.ts';
import { startDriveHelper } from './shell/app/drive-helper.ts';
import { nodeHost } from '#engine/node-host.ts';
import { policyPlace } from '#engine/policy/places.ts';
import { readPolicy } from '#engine/policy/read-policy.ts';
import { appFile } from './shell/app/app-files.ts';
import type { AppContext } from './app-context.ts';
import { currentEngineConfig } from './services/engine/current-engine-config.ts';
import { EngineService } from './services/engine/engine-service.ts';
import { initLiveState } from './services/engine/init-live-state.ts';
import { LiveState } from './services/engine/live-state.ts';
import { currentBlockers, createDisplayContext } from './services/engine/display-context.ts';
import { DropService } from './services/drops/drop-service.ts';
import type { WindowRegistry } from './shell/ipc/window-registry.ts';
import { createPublish } from './shell/ipc/publish.ts';
import { resolveLanguage } from './shell/app/language.ts';
import { PortalService } from './services/portals/portal-service.ts';
import { createLocalizer } from './shell/app/localizer.ts';
import { Secrets } from './services/secrets/secrets.ts';
import { tokenSeal } from './services/secrets/token-seal.ts';
import { systemVault } from './services/secrets/vault.ts';
import { managedSettings } from './services/settings/managed.ts';
import { openSettings, dataPaths } from './services/settings/settings-file.ts';
import { largestLimit } from './services/settings/stored.ts';
import type { Presenter } from './shell/ui-presenter.ts';
import { helpLinks } from './shell/app/help.ts';
import { log } from './shell/app/log.ts';
import { programCommand } from './shell/app/program.ts';
import { createPopover } from './shell/tray/popover.ts';
import { appIcon } from './shell/tray/tray-icons.ts';
import { createUpdates } from './services/updates/create-updates.ts';
import { createMainWindow } from './shell/windows/main-window.ts';
import { WindowBoundsStore } from './shell/windows/window-bounds-store.ts';
import { backgroundColor } from './shell/windows/page-appearance.ts';

/**
 * Creates every part and connects them. Nothing runs before the settings are applied to the engine.
 * @param shutdown stops all work before an update replaces the program
 */
export function createAppContext(
  windows: WindowRegistry,
  presenter: () => Presenter,
  shutdown: () => Promise<void>,
): AppContext {
  const now = () => Date.now();
  const paths = dataPaths(app.getPath('userData'));
  const policy = readPolicy(policyPlace(process.platform, process.env));
  const settings = managedSettings(openSettings(paths.settings, now), policy);
  const secrets = new Secrets({
    path: paths.secrets,
    vault: systemVault(process.platform),
    isWeakAllowed: () => settings.get().weakSecrets,
    now,
    log,
  });
  const portalHost = { ...nodeHost({ log, startHelper: startDriveHelper }), tokenSeal: tokenSeal(secrets) };
  const host: EngineHost = {
    ...portalHost,
    openPortals: (config, engineHost) => openPortals(config, { ...portalHost, ...engineHost }),
    since: performance.timeOrigin,
    trash: (path) => shell.trashItem(path),
  };
  const liveState = new LiveState();
  const portals = new PortalService(portalHost);
  const publish = createPublish(windows);
  const config = () => currentEngineConfig({ settings, secrets, paths, policy, log });
  const engine = new EngineService({
    host,
    config,
    onEvent: (event) => {
      liveState.handleEvent(event);
      presenter().handleEvent(event);
      if (event.type === 'upload') updates.uploadsChanged();
    },
    onOpen: () => initLiveState(engine, liveState),
    onChange: () => presenter().refresh(),
  });
  const blockers = () => currentBlockers(engine);
  const language = () => resolveLanguage(settings.get().settings.language, app.getLocale());
  const background = () => backgroundColor(settings.get().settings.theme);
  const windowBounds = new WindowBoundsStore(paths.windows, log);
  const window = createMainWindow(windows, publish, {
    icon: appIcon(),
    backgroundColor: background,
    bounds: windowBounds,
  });
  const isPinned = settings.get().settings.popoverPinned;
  const popover = createPopover(windows, {
    now,
    backgroundColor: background,
    isPinned,
    bounds: windowBounds,
  });
  const updates = createUpdates(
    { paths, policy, settings, secrets, liveState, window, popover, log },
    { ...host, shutdown, onChange: (state) => presenter().showUpdateState(state) },
  );

  return {
    paths,
    policy,
    settings,
    secrets,
    host,
    engine,
    liveState,
    portals,
    publish,
    log,
    now,
    language,
    localizer: () => createLocalizer(language()),
    drops: new DropService({
      files: host.files,
      tempFolder: paths.dropped,
      maxFileBytes: () => largestLimit(settings.get()),
    }),
    window,
    popover,
    updates,
    hasTray: () => presenter().hasTray(),
    status: () =>
      liveState.status({
        isOffline: !presenter().isOnline(),
        failure: policy.type === 'invalid' ? 'config.invalid' : engine.failure,
        watches: settings.get().watches.length,
        blockers: blockers(),
      }),
    displayContext: () => createDisplayContext(settings.get(), blockers()),
    change: async (patch) => {
      settings.change(patch);
      updates.settingsChanged();
      await portals.apply(await config());
      await engine.apply();
      presenter().refresh();
    },
    retryAll: () => {
      if (!engine.isRunning) return;
      engine.engine.retryNow();
      void engine.engine.rescan();
    },
    help: helpLinks(JSON.parse(readFileSync(appFile('package.json'), 'utf8'))),
    program: programCommand(),
  };
}
