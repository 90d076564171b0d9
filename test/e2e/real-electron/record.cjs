/**
 * Loaded into real Electron before the program (`electron -r`): keeps what tray, notifications and the system are
 * told, which Electron itself does not give back. It changes nothing else.
 */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { app, BrowserWindow, Menu, Tray, Notification, dialog, shell } = require('electron');

const recorded = {
  tray: undefined,
  image: '',
  toolTip: '',
  menu: undefined,
  fieldMenu: undefined,
  badge: 0,
  bar: -1,
  notifications: [],
  opened: [],
  chosen: [],
};
globalThis.recordedByTest = recorded;

const around = (owner, name, before) => {
  const original = owner[name];
  owner[name] = function (...args) {
    before.call(this, ...args);
    return original.apply(this, args);
  };
};
around(Tray.prototype, 'setImage', function (image) {
  recorded.tray = this;
  recorded.image = String(image);
});
around(Tray.prototype, 'setToolTip', function (text) {
  recorded.tray = this;
  recorded.toolTip = text;
});
around(Tray.prototype, 'setContextMenu', (menu) => (recorded.menu = menu));
around(Tray.prototype, 'popUpContextMenu', (menu) => (recorded.menu = menu));
around(Notification.prototype, 'show', function () {
  recorded.notifications.push({ title: this.title, body: this.body });
});
// Only some desktops show them, and Electron does not give the bar back.
around(BrowserWindow.prototype, 'setProgressBar', (done) => (recorded.bar = done));
around(app, 'setBadgeCount', (count) => (recorded.badge = count));
// An open menu would wait for the tester.
Menu.prototype.popup = function ({ callback } = {}) {
  recorded.fieldMenu = this;
  callback?.();
};
// Nothing of the tester's own desktop is to open.
shell.openExternal = async (address) => void recorded.opened.push(address);
shell.openPath = async (path) => (recorded.opened.push(path), '');
dialog.showOpenDialog = async () => {
  const filePaths = recorded.chosen.shift() ?? [];
  return { canceled: filePaths.length === 0, filePaths };
};
dialog.showSaveDialog = async () => {
  const filePath = recorded.chosen.shift()?.[0] ?? '';
  return { canceled: filePath === '', filePath };
};
// The program ends after it, and a dialog would wait for somebody.
dialog.showErrorBox = (title, content) => console.error(`dialog: ${title}: ${content}`);
app.on('will-quit', () => writeFileSync(join(app.getPath('userData'), 'will-quit'), ''));
