import { app, net } from 'electron';
import { contract } from '#contract/contract.ts';
import { createDispatch } from '#contract/dispatch.ts';
import { appFile } from './app-files.ts';
import { composeDesk } from './compose-desk.ts';
import type { Desk } from './desk.ts';
import { forgetOldContent } from './files/keep-content.ts';
import { takeDrops } from './files/take-drops.ts';
import { createHandlers } from './handlers/handlers.ts';
import { createKnownWindows } from './ipc/known-windows.ts';
import { serve } from './ipc/serve.ts';
import { hardenWhenReady } from './security/harden.ts';
import { createShowings } from './showings.ts';
import { APP_ID } from './system/app-id.ts';
import { readArguments, sentArguments, type Arguments } from './system/arguments.ts';
import { tellOfDamage } from './system/damaged-settings.ts';
import { log } from './system/log.ts';
import { onQuit, quitOnSignals } from './system/quit.ts';
import { watchWakefulness } from './system/wakefulness.ts';
import { actOnMenu } from './tray/act-on-menu.ts';
import { renewEntries } from './updates/renew-entries.ts';
import { takeRestartNote } from './updates/restart-note.ts';
import { pageLook } from './windows/page-look.ts';

/**
 * Puts the program together and shows its icon or its window.
 * @returns what begins its work, which may wait for a keyring for as long as the user likes
 */
export function startDesktop(asked: Arguments): () => Promise<void> {
  app.setAppUserModelId(APP_ID);
  hardenWhenReady(appFile('dist/desktop/renderer'), () =>
    pageLook(desk.language(), app.getLocale(), desk.settings.get().settings.theme),
  );
  const windows = createKnownWindows();
  const showings = createShowings(() => desk);
  const desk: Desk = composeDesk(
    windows,
    () => showings,
    () => putAway(),
  );
  const drops = takeDrops(desk);
  const handlers = createHandlers(desk);
  const onUnforeseen = (thrown: unknown, call: string) => log('error', 'a call failed', { call, thrown });
  serve(windows, createDispatch(contract, handlers, onUnforeseen), drops.fromPage);

  app.on('second-instance', (_event, _argv, _folder, data) => {
    const { paths } = readArguments(sentArguments(data), app.getAppPath());
    if (paths.length > 0) void drops.fromOutside(paths);
    else desk.window.open();
  });
  app.on('activate', () => desk.window.open());
  showings.setOnline(net.isOnline());
  const stopWatching = watchWakefulness({
    onBack: () => desk.lookAgain(),
    onOnline: (isOnline) => showings.setOnline(isOnline),
    onShutdown: () => app.quit(),
  });
  let ended: Promise<void> | undefined;
  const endAll = async () => {
    stopWatching();
    desk.updates.stop();
    showings.stop();
    await Promise.all([desk.engine.stop(), desk.portals.close()]);
  };
  // Before an update, and again when the program ends for it.
  const putAway = () => (ended ??= endAll());
  onQuit(app, putAway);
  quitOnSignals(app);

  showings.start(
    (paths) => void drops.fromOutside(paths),
    (action) => actOnMenu(desk, handlers, action),
  );
  const isDamaged = tellOfDamage(desk);
  const isHidden = (takeRestartNote(desk.places.restarted) || asked.isHidden) && !isDamaged;
  if (asked.paths.length > 0) void drops.fromOutside(asked.paths);
  else if (!isHidden || !desk.hasTray()) desk.window.open();

  return () => beginWork(desk);
}

async function beginWork(desk: Desk): Promise<void> {
  // The engine starts with what can be had now; a keyring may keep its secrets for as long as it likes.
  await desk.change({});
  await desk.secrets.unlock();
  await desk.change({});
  await forgetOldContent(desk.places.dropped, desk.now());
  desk.updates.start();
  await renewEntries(desk);
}
