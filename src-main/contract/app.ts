import { z } from 'zod';
import { bytesPerSecond, keptDays, keptRows } from '#config/delivery.ts';
import { tickedHours } from '#config/working-hours.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { LANGUAGES, SETUP_STEPS, type AppState, type Language, type SetupStep } from './constants.ts';
import { call, notice } from './define.ts';
import { text } from './ids.ts';

export { APP_STATES, LANGUAGES, SETUP_STEPS } from './constants.ts';
export type { AppState, Language, SetupStep } from './constants.ts';

export interface AppStatus {
  readonly state: AppState;
  /** Uploads that are not sent yet, and files that are still being written. */
  readonly waiting: number;
  readonly needsYou: number;
  readonly sending: number;
  readonly lastDeliveredAt: number | undefined;
  readonly watches: number;
  /** Wall clock; `Infinity` until resumed; undefined when it runs. */
  readonly pausedUntil: number | undefined;
  /** Bytes still to go of what is under way and queued; seconds are trusted only when given. */
  readonly bytesLeft: number;
  readonly secondsLeft: number | undefined;
  /** Something that concerns everything: the disk is full, the ledger was set aside. */
  readonly code: ErrorCode | undefined;
}

export const settings = z.strictObject({
  language: z.enum(['system', ...LANGUAGES]),
  theme: z.enum(['system', 'light', 'dark']),
  startWithSystem: z.boolean(),
  notifyFailures: z.boolean(),
  notifyDeliveries: z.boolean(),
  /** Undefined: always. */
  workingHours: tickedHours.optional(),
  /** Bytes a second; 0 for no cap. */
  bandwidth: bytesPerSecond,
  proxy: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('system') }),
    z.strictObject({ type: z.literal('none') }),
    z.strictObject({ type: z.literal('manual'), url: text, user: text.optional() }),
  ]),
  /** Days and rows; 0 for unlimited. */
  keepDays: keptDays,
  keepRows: keptRows,
  updates: z.enum(['automatic', 'notify', 'off']),
  openChatsIn: z.enum(['browser', 'app']),
  popoverPinned: z.boolean(),
  sendTo: z.boolean(),
});
export type Settings = z.output<typeof settings>;

export interface AppInfo {
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly language: Language;
  readonly locale: string;
  readonly hasTray: boolean;
  /** Start with the system as it really is: the user may have disabled it in the system. */
  readonly autostart: 'on' | 'off' | 'disabled-by-user' | 'unsupported';
  /** How secrets are kept: `weak` is told once and asked for. */
  readonly secrets: 'strong' | 'weak' | 'unavailable';
  /** Settings the administrator has locked. */
  readonly locked: readonly (keyof Settings)[];
  /** What `openHelp` can open; a build that names no homepage has no guide. */
  readonly helps: readonly ('guide' | 'webhook' | 'issues')[];
}

/** A part of the window, and an upload to show in it. */
export interface Destination {
  readonly to: 'history' | 'watches' | 'portals' | 'settings' | 'setup';
  readonly upload?: number;
}

export const app = {
  info: call<AppInfo>().takingNothing(),
  status: call<AppStatus>().takingNothing(),
  settings: call<Settings>().takingNothing(),
  change: call<Settings>().taking(settings.partial()),
  setProxyPassword: call().taking(text),
  setup: call<SetupStep>().takingNothing(),
  setSetup: call().taking(z.enum(SETUP_STEPS)),
  /** Undefined `until`: until it is resumed. */
  pause: call().taking(z.strictObject({ until: z.number().optional() })),
  resume: call().takingNothing(),
  allowWeakSecrets: call().takingNothing(),
  openWindow: call().taking(z.enum(['history', 'watches', 'portals', 'settings', 'setup'])),
  /** The drop window, where a desktop shows no icon to click on. */
  showPopover: call().takingNothing(),
  pinPopover: call().taking(z.boolean()),
  hidePopover: call().takingNothing(),
  /** A drag is over the window: it must not hide. */
  dragging: call().taking(z.boolean()),
  exportSettings: call<boolean>().taking(z.strictObject({ password: text.optional() })),
  importSettings: call<boolean>().taking(z.strictObject({ password: text.optional() })),
  /** Ends the program; what waits goes on at the next start. */
  quit: call().takingNothing(),
  diagnostics: call<boolean>().takingNothing(),
  licences:
    call<
      readonly { readonly name: string; readonly licence: string; readonly text: string }[]
    >().takingNothing(),
  openHelp: call().taking(z.enum(['guide', 'webhook', 'issues'])),
  statusChanged: notice<AppStatus>(),
  settingsChanged: notice<Settings>(),
  /** Where the user asked to be taken and was not yet, handed over once. The window asks at its start and when told. */
  destination: call<Destination | undefined>().takingNothing(),
  /** The user asked for a part of the window, by the tray, a notification or the popover: there is a `destination`. */
  navigate: notice<undefined>(),
} as const;
