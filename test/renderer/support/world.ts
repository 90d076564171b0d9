import type { AppInfo, AppStatus, Destination, Language, Settings, SetupStep } from '#contract/app.ts';
import type { Drop, DropTarget } from '#contract/drops.ts';
import type { BotItem, DialogItem, PortalItem } from '#contract/portals.ts';
import type { UpdateState } from '#contract/updates.ts';
import type { UploadItem, UploadProgress } from '#contract/uploads.ts';
import type { DraftProblem, WatchItem, WatchPreview } from '#contract/watches.ts';
import type { ErrorCode } from '#texts/errors.ts';
import { bot, DIALOGS, portal, targets } from './sample-portals.ts';
import { officeRows } from './sample-uploads.ts';
import { officeWatches, PREVIEW } from './sample-watches.ts';

/** Everything the fake main knows. Tests change it and tell the window. */
export interface World {
  status: AppStatus;
  settings: Settings;
  info: AppInfo;
  update: UpdateState;
  setup: SetupStep;
  rows: readonly UploadItem[];
  /** So many rows there are, where they are made on the way. */
  endless: number | undefined;
  progress: readonly UploadProgress[];
  targets: readonly DropTarget[];
  drop: Drop;
  /** Came from outside and was not yet shown. */
  arrived: Drop | undefined;
  /** Where the user asked to be taken. */
  destination: Destination | undefined;
  /** How many files of the drop are in the chat already. */
  repeats: number;
  watches: readonly WatchItem[];
  preview: WatchPreview;
  problems: readonly DraftProblem[];
  portals: readonly PortalItem[];
  bots: readonly BotItem[];
  dialogs: readonly DialogItem[];
  /** Calls that fail, such as `uploads.page`. */
  failing: Readonly<Record<string, ErrorCode>>;
  /** Calls that are never answered. */
  silent: readonly string[];
}

export const SETTINGS: Settings = {
  language: 'system',
  theme: 'system',
  startWithSystem: true,
  notifyFailures: true,
  notifyDeliveries: false,
  bandwidth: 0,
  proxy: { type: 'system' },
  keepDays: 90,
  keepRows: 20_000,
  updates: 'automatic',
  openChatsIn: 'browser',
  popoverPinned: false,
  sendTo: true,
};

export const STATUS: AppStatus = {
  state: 'ok',
  waiting: 0,
  needsYou: 0,
  sending: 0,
  lastDeliveredAt: Date.now() - 12 * 60_000,
  watches: 3,
  pausedUntil: undefined,
  bytesLeft: 0,
  secondsLeft: undefined,
  code: undefined,
};

export const DROP: Drop = {
  handle: '7d444840-9dc0-41a1-b245-5ffdce74fad2',
  files: 1,
  bytes: 412_000,
  names: ['Angebot Nordlicht.pdf'],
  refused: [],
  needsQuestion: false,
};

/** An office in the middle of a day; `given` replaces parts of it. */
export function world(given: Partial<World> = {}): World {
  return {
    status: {
      ...STATUS,
      state: 'working',
      sending: 1,
      waiting: 4,
      needsYou: 2,
      bytesLeft: 130_000_000,
      secondsLeft: 40,
    },
    settings: SETTINGS,
    info: {
      version: '1.0.0',
      platform: 'linux',
      language: 'en',
      locale: 'en-GB',
      hasTray: true,
      autostart: 'on',
      secrets: 'strong',
      locked: [],
      helps: ['guide', 'webhook', 'issues'],
    },
    update: { type: 'current', checkedAt: Date.now() - 3 * 3_600_000 },
    setup: 'done',
    rows: officeRows(),
    endless: undefined,
    progress: [{ id: 31, sentBytes: 62_000_000, bytesPerSecond: 8_100_000 }],
    targets: targets(4),
    drop: DROP,
    arrived: undefined,
    destination: undefined,
    repeats: 0,
    watches: officeWatches(),
    preview: PREVIEW,
    problems: [],
    portals: [portal()],
    bots: [bot()],
    dialogs: DIALOGS,
    failing: {},
    silent: [],
    ...given,
  };
}

/** The same world to somebody who speaks another language. */
export function inLanguage(given: World, language: Language): World {
  const locale = { en: 'en-GB', ru: 'ru-RU', de: 'de-DE' }[language];
  return {
    ...given,
    settings: { ...given.settings, language },
    info: { ...given.info, language, locale },
  };
}

/** Nothing is set up yet. */
export function emptyWorld(given: Partial<World> = {}): World {
  return world({
    status: { ...STATUS, watches: 0, lastDeliveredAt: undefined },
    setup: 'portal',
    rows: [],
    progress: [],
    targets: [],
    watches: [],
    portals: [],
    bots: [],
    ...given,
  });
}
