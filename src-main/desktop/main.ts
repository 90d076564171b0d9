import { app } from 'electron';
import { hardenBeforeReady } from './security/harden.ts';
import { readArguments } from './system/arguments.ts';
import { log } from './system/log.ts';

// Tests and portable installations keep their data elsewhere.
const ownFolder = app.commandLine.getSwitchValue('user-data-dir');
if (ownFolder !== '') app.setPath('userData', ownFolder);

hardenBeforeReady();
process.on('uncaughtException', (error) => {
  log('error', 'stopped by a fault of its own', { error });
  app.exit(1);
});
process.on('unhandledRejection', (error) => log('error', 'a failure nobody waited for', { error }));

if (app.requestSingleInstanceLock()) {
  // A program in the tray lives on without windows.
  app.on('window-all-closed', () => undefined);
  // Everything else is loaded only by the instance that stays.
  const { startDesktop } = await import('./start-desktop.ts');
  await app.whenReady();
  await startDesktop(readArguments(process.argv, app.isPackaged));
} else {
  app.quit();
}
