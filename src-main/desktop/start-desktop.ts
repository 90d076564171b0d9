import { app, net } from 'electron';
import { contract } from '#contract/contract.ts';
import { createDispatch } from '#contract/dispatch.ts';
import { appFile } from './shell/app/app-files.ts';
import { createAppContext } from './create-app-context.ts';
import type { AppContext } from './app-context.ts';
import { removeOldTempContent } from './services/drops/temp-content.ts';
import { dropEntrypoints } from './services/drops/drop-entrypoints.ts';
import { createHandlers } from './handlers/handlers.ts';
import { createWindowRegistry } from './shell/ipc/window-registry.ts';
import { serve } from './shell/ipc/serve.ts';
import { hardenWhenReady } from './shell/security/harden.ts';
import { createPresenter } from './shell/ui-presenter.ts';
import { APP_ID } from './shell/app/app-id.ts';
import { readArguments, sentArguments, type StartArguments } from './shell/app/arguments.ts';
import { notifyDamagedSettings } from './shell/notifications/damaged-settings.ts';
import { log } from './shell/app/log.ts';
import { onQuit, quitOnSignals } from './shell/app/quit.ts';
import { watchPowerEvents } from './shell/app/power-events.ts';
import { runMenuAction } from './shell/menus/run-menu-action.ts';
import { refreshShellEntries } from './shell/os-entries/refresh-shell-entries.ts';
import { takeRestartNote } from './services/updates/restart-note.ts';
import { pageAppearance } from './shell/windows/page-appearance.ts';

/**
 * Puts the program together and shows its icon or its window.
 * @returns a function that starts the engine. It may wait for the keyring without a limit
 */
export function startDesktop(asked: StartArguments): () => Promise<void> {
  app.setAppUserModelId(APP_ID);
  hardenWhenReady(appFile('dist/desktop/renderer'), () =>
    pageAppearance(context.language(), app.getLocale(), context.settings.get().settings.theme),
  );
  const windows = createWindowRegistry();
  const presenter = createPresenter(() => context);
  const context: AppContext = createAppContext(
    windows,
    () => presenter,
    () => shutdown(),
  );
  const drops = dropEntrypoints(context);
  const handlers = createHandlers(context);
  const onUnforeseen = (thrown: unknown, call: string) => log('error', 'a call failed', { call, thrown });
  serve(windows, createDispatch(contract, handlers, onUnforeseen), drops.fromPage);

  app.on('second-instance', (_event, _argv, _folder, data) => {
    const { paths } = readArguments(sentArguments(data), app.getAppPath());
    if (paths.length > 0) void drops.fromOutside(paths);
    else context.window.open();
  });
  app.on('activate', () => context.window.open());
  presenter.setOnline(net.isOnline());
  const stopWatching = watchPowerEvents({
    onWake: () => context.retryAll(),
    onOnline: (isOnline) => presenter.setOnline(isOnline),
    onShutdown: () => app.quit(),
  });
  let ended: Promise<void> | undefined;
  const endAll = async () => {
    stopWatching();
    context.updates.stop();
    presenter.stop();
    await Promise.all([context.engine.stop(), context.portals.close()]);
  };
  // Before an update, and again when the program ends for it.
  const shutdown = () => (ended ??= endAll());
  onQuit(app, shutdown);
  quitOnSignals(app);

  presenter.start(
    (paths) => void drops.fromOutside(paths),
    (action) => runMenuAction(context, handlers, action),
  );
  const isDamaged = notifyDamagedSettings(context);
  const isHidden = (takeRestartNote(context.paths.restartNote) || asked.isHidden) && !isDamaged;
  if (asked.paths.length > 0) void drops.fromOutside(asked.paths);
  else if (!isHidden || !context.hasTray()) context.window.open();

  return () => beginWork(context);
}

async function beginWork(context: AppContext): Promise<void> {
  // The engine starts with the secrets that are available now, because a keyring may stay locked.
  await context.change({});
  await context.secrets.unlock();
  await context.change({});
  await removeOldTempContent(context.paths.dropped, context.now());
  context.updates.start();
  await refreshShellEntries(context);
}
