import { EventEmitter } from 'node:events';
import { listenToTest } from './control.ts';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { protocol } from './protocol.ts';
import { keyring, safeStorage } from './safe-storage.ts';
import { standIn } from './stand-in.ts';
import * as around from './surroundings.ts';
import { Menu, Tray } from './tray-and-menu.ts';
import { utilityProcess } from './utility-process.ts';

// Each is typed as the thing it plays, so that its users compile against Electron's own types.
// Squirrel, on macOS alone; electron-updater tells it on every system that the program ends.
const autoUpdater = standIn<Electron.AutoUpdater>('autoUpdater', new EventEmitter());
const clipboard = standIn<Electron.Clipboard>('clipboard', around.clipboard);
const dialog = standIn<Electron.Dialog>('dialog', around.dialog);
const main = standIn<Electron.IpcMain>('ipcMain', ipcMain);
const nativeImage = standIn<typeof Electron.nativeImage>('nativeImage', around.nativeImage);
const nativeTheme = standIn<Electron.NativeTheme>('nativeTheme', around.nativeTheme);
const net = standIn<Electron.Net>('net', around.net);
const powerMonitor = standIn<Electron.PowerMonitor>('powerMonitor', around.powerMonitor);
const protocols = standIn<Electron.Protocol>('protocol', protocol);
const safe = standIn<Electron.SafeStorage>('safeStorage', safeStorage);
const screen = standIn<Electron.Screen>('screen', around.screen);
const session = standIn<typeof Electron.session>('session', around.session);
const shell = standIn<Electron.Shell>('shell', around.shell);
const utility = standIn<typeof Electron.utilityProcess>('utilityProcess', utilityProcess);
const Notification = around.NotificationOfHost as unknown as typeof Electron.Notification;

const electron = {
  app,
  autoUpdater,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain: main,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol: protocols,
  safeStorage: safe,
  screen,
  session,
  shell,
  Tray,
  utilityProcess: utility,
};

export {
  app,
  autoUpdater,
  BrowserWindow,
  clipboard,
  dialog,
  main as ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocols as protocol,
  safe as safeStorage,
  screen,
  session,
  shell,
  Tray,
  utility as utilityProcess,
};
// electron-store takes the default one.
// eslint-disable-next-line import-x/no-default-export
export default electron;

listenToTest({ keyring });
