import { join } from 'node:path';
import { app } from 'electron';
import { hardenBeforeReady } from './shell/security/harden.ts';
import { readArguments } from './shell/app/arguments.ts';
import { writeLogTo, log } from './shell/app/log.ts';
import { failStart } from './shell/app/start-failure.ts';

let isUp = false;
process.on('uncaughtException', (error) => {
  if (isUp) {
    log('error', 'stopped by a fault of its own', { error });
    app.exit(1);
  } else failStart(error);
});
process.on('unhandledRejection', (error) => log('error', 'a failure nobody waited for', { error }));

// Tests and portable installations keep their data elsewhere.
const ownFolder = app.commandLine.getSwitchValue('user-data-dir');
if (ownFolder !== '') app.setPath('userData', ownFolder);

writeLogTo(join(app.getPath('userData'), 'logs'));
hardenBeforeReady();

if (app.requestSingleInstanceLock({ argv: process.argv })) {
  // A program in the tray lives on without windows.
  app.on('window-all-closed', () => undefined);
  // Never `await` here: Electron is ready only after this module was evaluated (electron/electron#40719).
  // Everything else is loaded only by the instance that stays.
  Promise.all([import('./start-desktop.ts'), app.whenReady()])
    .then(([{ startDesktop }]) => startDesktop(readArguments(process.argv, app.getAppPath())))
    .then((begin) => {
      isUp = true;
      return begin();
    })
    .catch((error: unknown) => {
      if (isUp) log('error', 'the start was not complete', { error });
      else failStart(error);
    });
} else {
  app.quit();
}
