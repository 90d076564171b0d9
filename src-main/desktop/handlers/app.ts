import { app, shell } from 'electron';
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { settings as settingsShape, type AppInfo, type Settings } from '#contract/app.ts';
import type { AppHandlers } from '#contract/contract.ts';
import { AppError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { lockedSettings } from '#engine/policy/preset-settings.ts';
import { replaceFile } from '#engine/system/replace-file.ts';
import type { Desk } from '../desk.ts';
import { hostsOf } from '../engine/chat-links.ts';
import { askWhere, askWhich } from '../files/ask-path.ts';
import { installSendTo, removeSendTo } from '../files/send-to/send-to.ts';
import { secretNames } from '../secrets/secrets.ts';
import { openLink } from '../security/open-link.ts';
import { policyIn } from '../settings/managed.ts';
import { exportSettings, importSettings } from '../settings/transfer.ts';
import { readAutostart, setAutostart } from '../system/autostart.ts';
import { diagnostics } from '../system/diagnostics.ts';
import { HELP_TOPICS } from '../system/help.ts';
import { readLicences } from '../system/licences.ts';

const SETTINGS_FILE = {
  properties: ['openFile'],
  filters: [{ name: 'JSON', extensions: ['json'] }],
} satisfies Electron.OpenDialogOptions;

export function appHandlers(desk: Desk): AppHandlers['app'] {
  const { settings, secrets, engine, popover, window, help } = desk;
  const change = async (patch: z.output<ReturnType<typeof settingsShape.partial>>): Promise<Settings> => {
    const before = settings.get().settings;
    const next = settingsShape.parse({ ...before, ...patch });
    if (next.startWithSystem !== before.startWithSystem)
      await setAutostart(next.startWithSystem, desk.program);
    if (next.sendTo !== before.sendTo) await (next.sendTo ? installSendTo(desk.program) : removeSendTo());
    if (next.popoverPinned !== before.popoverPinned) popover.pin(next.popoverPinned);
    await desk.change({ settings: next });
    return next;
  };

  return {
    info: () => info(desk),
    status: () => desk.status(),
    settings: () => settings.get().settings,
    change,
    setProxyPassword: async (password) => {
      await secrets.set(secretNames.proxy, new Secret(password));
      await desk.change({});
    },
    setup: () => settings.get().setup,
    setSetup: (setup) => desk.change({ setup }),
    pause: async ({ until }) => {
      await engine.begun;
      engine.engine.pause({ until });
    },
    resume: async () => {
      await engine.begun;
      engine.engine.resume();
    },
    allowWeakSecrets: async () => {
      await desk.change({ weakSecrets: true });
      await secrets.persistAll();
    },
    openWindow: (part) => window.open(part),
    destination: () => window.takeDestination(),
    showPopover: () => popover.show(),
    pinPopover: async (popoverPinned) => {
      await change({ popoverPinned });
    },
    hidePopover: () => popover.hide(),
    dragging: (isOver) => popover.dragging(isOver),
    exportSettings: async ({ password }) => {
      const path = await askWhere(desk, 'chatdrop-settings.json');
      if (path === undefined) return false;
      await replaceFile(path, await exportSettings(desk, password));
      return true;
    },
    importSettings: async ({ password }) => {
      const path = await askWhich(desk, SETTINGS_FILE);
      if (path === undefined) return false;
      await importSettings(desk, await readFile(path, 'utf8'), password);
      return true;
    },
    quit: () => app.quit(),
    diagnostics: async () => {
      const path = await askWhere(desk, 'chatdrop-diagnostics.json');
      if (path === undefined) return false;
      await replaceFile(path, await diagnostics(desk));
      shell.showItemInFolder(path);
      return true;
    },
    licences: () => readLicences(),
    openHelp: async (topic) => {
      const link = help[topic];
      if (link === undefined || !(await openLink(link, hostsOf([link])))) {
        throw new AppError('internal', 'no such help');
      }
    },
  };
}

async function info(desk: Desk): Promise<AppInfo> {
  return {
    version: app.getVersion(),
    platform: process.platform as AppInfo['platform'],
    language: desk.language(),
    locale: app.getLocale(),
    hasTray: desk.hasTray(),
    autostart: await readAutostart(),
    secrets: await desk.secrets.strength(),
    locked: lockedSettings(policyIn(desk.policy)),
    helps: HELP_TOPICS.filter((topic) => desk.help[topic] !== undefined),
  };
}
