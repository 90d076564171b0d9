import { z } from 'zod';
import { botId } from '#config/bot.ts';
import { dialog, name } from '#config/fields.ts';
import { maxFileBytes } from '#config/portal.ts';
import { refineWatch } from '#config/watch.ts';
import { watchFields } from '#config/watch-fields.ts';
import { settings, SETUP_STEPS } from '#contract/app.ts';
import { MAX_FILE_BYTES } from '#domain/limits.ts';

/** A portal without its secrets. Those are in `secrets.json`. */
export const storedPortal = z.strictObject({
  name,
  kind: z.enum(['webhook', 'oauth']),
  /** Scheme, host and port. */
  origin: z.url(),
  clientId: z.string().optional(),
  maxFileBytes,
});
export type StoredPortal = z.output<typeof storedPortal>;

export const storedBot = z.strictObject({
  name,
  portal: name,
  botId,
  title: z.string(),
  color: z.string().optional(),
  /** Address of its picture on the portal. */
  avatar: z.string().max(2_000).optional(),
});
export type StoredBot = z.output<typeof storedBot>;

/** A dialog that was used: a tile of the drop window, and the title of its uploads in the history. */
export const storedDialog = z.strictObject({
  portal: name,
  bot: name,
  dialog,
  title: z.string(),
  kind: z.enum(['chat', 'person']),
  /** Address of its picture on the portal. */
  avatar: z.string().max(2_000).optional(),
  color: z.string().optional(),
  lastUsedAt: z.number().optional(),
});
export type StoredDialog = z.output<typeof storedDialog>;

/** Picture and colour of a dialog. Absent parts are left out. */
export type DialogAppearance = Pick<StoredDialog, 'avatar' | 'color'>;

/** A saved watch: a valid draft of the editor. */
export const storedWatch = watchFields.extend({ portal: name }).superRefine(refineWatch);

/** The content of settings.json. It never contains a secret. */
export const stored = z.strictObject({
  version: z.literal(1),
  settings,
  setup: z.enum(SETUP_STEPS),
  /** The user agreed to store secrets although this system protects them badly. */
  weakSecrets: z.boolean(),
  portals: z.array(storedPortal),
  bots: z.array(storedBot),
  watches: z.array(storedWatch),
  dialogs: z.array(storedDialog),
});
export type Stored = z.output<typeof stored>;

export const DEFAULTS: Stored = {
  version: 1,
  settings: {
    language: 'system',
    theme: 'system',
    startWithSystem: false,
    notifyFailures: true,
    notifyDeliveries: false,
    bandwidth: 0,
    proxy: { type: 'system' },
    keepDays: 90,
    keepRows: 20_000,
    updates: 'notify',
    openChatsIn: 'browser',
    popoverPinned: false,
    sendTo: false,
  },
  setup: 'portal',
  weakSecrets: false,
  portals: [],
  bots: [],
  watches: [],
  dialogs: [],
};

export const DEFAULT_PORTAL_LIMIT = MAX_FILE_BYTES;

/** Bytes; a file above it fits no portal. */
export function largestLimit({ portals }: Pick<Stored, 'portals'>): number {
  return Math.max(DEFAULT_PORTAL_LIMIT, ...portals.map(({ maxFileBytes }) => maxFileBytes));
}
