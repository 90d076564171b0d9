import { app, shell } from 'electron';
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { settings as settingsShape, type AppInfo, type Settings } from '#contract/app.ts';
import type { AppHandlers } from '#contract/contract.ts';
import { AppError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { lockedSettings } from '#engine/policy/preset-settings.ts';
import { replaceFile } from '#engine/system/replace-file.ts';
import type { AppContext } from '../app-context.ts';
import { hostsOf } from '../services/engine/chat-links.ts';
import { askSavePath, askOpenPath } from '../shell/windows/ask-path.ts';
import { installSendTo, removeSendTo } from '../shell/os-entries/send-to/send-to.ts';
import { secretNames } from '../services/secrets/secrets.ts';
import { openLink } from '../shell/security/open-link.ts';
import { policyIn } from '../services/settings/managed.ts';
import { exportSettings, importSettings } from '../services/settings/transfer.ts';
import { readAutostart, setAutostart } from '../shell/os-entries/autostart.ts';
import { diagnostics } from '../shell/app/diagnostics.ts';
import { HELP_TOPICS } from '../shell/app/help.ts';
import { readLicences } from '../shell/app/licences.ts';

const SETTINGS_FILE = {
  properties: ['openFile'],
  filters: [{ name: 'JSON', extensions: ['json'] }],
} satisfies Electron.OpenDialogOptions;

export function appHandlers(context: AppContext): AppHandlers['app'] {
  const { settings, secrets, engine, popover, window, help } = context;
  const change = async (patch: z.output<ReturnType<typeof settingsShape.partial>>): Promise<Settings> => {
    const before = settings.get().settings;
    const next = settingsShape.parse({ ...before, ...patch });
    if (next.startWithSystem !== before.startWithSystem)
      await setAutostart(next.startWithSystem, context.program);
    if (next.sendTo !== before.sendTo) await (next.sendTo ? installSendTo(context.program) : removeSendTo());
    if (next.popoverPinned !== before.popoverPinned) popover.pin(next.popoverPinned);
    await context.change({ settings: next });
    return next;
  };

  return {
    info: () => info(context),
    status: () => context.status(),
    settings: () => settings.get().settings,
    change,
    setProxyPassword: async (password) => {
      await secrets.set(secretNames.proxy, new Secret(password));
      await context.change({});
    },
    setup: () => settings.get().setup,
    setSetup: (setup) => context.change({ setup }),
    pause: async ({ until }) => {
      await engine.ready;
      engine.engine.pause({ until });
    },
    resume: async () => {
      await engine.ready;
      engine.engine.resume();
    },
    allowWeakSecrets: async () => {
      await context.change({ weakSecrets: true });
      await secrets.persistAll();
    },
    openWindow: (part) => window.open(part),
    destination: () => window.takeDestination(),
    showPopover: () => popover.show(),
    pinPopover: async (popoverPinned) => {
      await change({ popoverPinned });
    },
    hidePopover: () => popover.hide(),
    dragging: (isOver) => popover.setDragging(isOver),
    exportSettings: async ({ password }) => {
      const path = await askSavePath(context, 'chatdrop-settings.json');
      if (path === undefined) return false;
      await replaceFile(path, await exportSettings(context, password));
      return true;
    },
    importSettings: async ({ password }) => {
      const path = await askOpenPath(context, SETTINGS_FILE);
      if (path === undefined) return false;
      await importSettings(context, await readFile(path, 'utf8'), password);
      return true;
    },
    quit: () => app.quit(),
    diagnostics: async () => {
      const path = await askSavePath(context, 'chatdrop-diagnostics.json');
      if (path === undefined) return false;
      await replaceFile(path, await diagnostics(context));
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

async function info(context: AppContext): Promise<AppInfo> {
  return {
    version: app.getVersion(),
    platform: process.platform as AppInfo['platform'],
    language: context.language(),
    locale: app.getLocale(),
    hasTray: context.hasTray(),
    autostart: await readAutostart(),
    secrets: await context.secrets.strength(),
    locked: lockedSettings(policyIn(context.policy)),
    helps: HELP_TOPICS.filter((topic) => context.help[topic] !== undefined),
  };
}
