import { z } from 'zod';
import { MAX_CAPTION_CHARS, MAX_FILE_BYTES, MIN_BYTES_PER_SECOND } from '#domain/limits.ts';

const name = z.string().min(1).max(100);
const text = z.string().min(1);
const seconds = z.number().min(0).max(86_400);
const globs = z.array(text);

const oauth = z.strictObject({
  domain: text.describe('Host of the portal, for example example.bitrix24.com'),
  clientId: text,
  clientSecret: text.describe('${env:NAME}, ${file:PATH} or ${credential:NAME}'),
});

const portal = z
  .strictObject({
    name,
    webhook: text
      .optional()
      .describe('Incoming webhook URL: ${env:NAME}, ${file:PATH} or ${credential:NAME}'),
    oauth: oauth.optional().describe('A local app, instead of a webhook; see chatdrop login'),
    maxFileBytes: z
      .int()
      .min(1)
      .max(MAX_FILE_BYTES)
      .default(MAX_FILE_BYTES)
      .describe('Larger files are never sent'),
    proxy: text.optional().describe('http://user:password@host:port; without it the environment decides'),
  })
  .refine(({ webhook, oauth }) => (webhook === undefined) !== (oauth === undefined), {
    error: 'expected either "webhook" or "oauth"',
  })
  .meta({ oneOf: [{ required: ['webhook'] }, { required: ['oauth'] }] });

const bot = z.strictObject({
  name,
  portal: text.describe('Name of a portal above'),
  botId: z.int().min(1),
  botToken: text
    .optional()
    .describe('Needed with a webhook: ${env:NAME}, ${file:PATH} or ${credential:NAME}'),
});

const DIALOG = /^(chat|sg)?[1-9]\d*$/;

/** True for what the API takes as a dialog: a chat, a user's private chat, a workgroup's chat. */
export function isDialog(text: string): boolean {
  return DIALOG.test(text);
}

const dialog = z
  .string()
  .regex(DIALOG, { error: 'expected a dialog such as "chat5", "5" (a user) or "sg7"' })
  .describe('"chat5" is a chat, "5" the private chat with that user');

const after = z
  .union(
    [
      z.literal('keep'),
      z.literal('trash'),
      z.strictObject({ move: text.describe('Subfolder of the watch, for example Sent/{yyyy}-{mm}') }),
    ],
    { error: 'expected "keep", "trash" or { "move": "Sent/{yyyy}-{mm}" }' },
  )
  .describe('What happens to a delivered file');

const watch = z.strictObject({
  name: name.describe('Never change it: the history knows the watch by it'),
  folder: text.describe('Relative to this file, or absolute'),
  bot: text.describe('Name of a bot above'),
  dialog,
  include: globs.default([]).describe('Case-insensitive globs; none means every file'),
  exclude: globs.default([]).describe('Case-insensitive globs, on top of the junk list'),
  junk: globs.optional().describe('Replaces the built-in list of names that are never sent'),
  existing: z.enum(['new', 'all']).default('new').describe('Files that are there when the watch first runs'),
  quietSeconds: seconds
    .optional()
    .describe('How long a file must stay unchanged before it is sent; 5, on network drives 15'),
  caption: z.string().max(MAX_CAPTION_CHARS).default('').describe('Message text, for example {name}'),
  after: after.default('keep'),
  changed: z.enum(['ignore', 'send']).default('ignore').describe('Delivered files that change later'),
  repeats: z
    .enum(['same-name', 'any-name', 'never'])
    .default('same-name')
    .describe('Which earlier deliveries of the same content are not repeated'),
  recursive: z.boolean().default(true),
  maxDepth: z.int().min(0).optional().describe('How many folders deep; all of them by default'),
  sizeMin: z.int().min(0).default(1).describe('Bytes'),
  sizeMax: z.int().min(1).optional().describe('Bytes; the limit of the portal by default'),
  perMinuteCap: z.int().min(0).default(0).describe('Files a minute; 0 for no cap'),
  mode: z.enum(['detect', 'events', 'polling']).default('detect').describe('How new files are noticed'),
});

const hours = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, {
    error: 'expected hours such as "08:00-18:00"',
  })
  .refine((text) => text.slice(0, 5) < text.slice(6), { error: 'expected an end after the beginning' });
const openHours = z.array(hours).default([]);

const workingHours = z
  .strictObject({
    monday: openHours,
    tuesday: openHours,
    wednesday: openHours,
    thursday: openHours,
    friday: openHours,
    saturday: openHours,
    sunday: openHours,
  })
  .describe(
    'When files of watches are sent, local time, for example "monday": ["08:00-12:00", "13:00-18:00"]',
  );

const delivery = z.strictObject({
  perPortal: z.int().min(1).max(20).default(2).describe('Dialogs of one portal served at the same time'),
  requestsPerSecond: z.number().positive().default(2),
  burst: z.int().min(1).default(50).describe('Requests that may go out at once'),
  verifyAfterSeconds: seconds.default(65).describe('When the chat is looked at after an answer was not seen'),
  retryBaseSeconds: seconds.positive().default(5).describe('First step of the retry schedule'),
  workingHours: workingHours.optional(),
  bytesPerSecond: z
    .int()
    .refine((bytes) => bytes === 0 || bytes >= MIN_BYTES_PER_SECOND, {
      error: `expected 0 for no cap, or at least ${MIN_BYTES_PER_SECOND}`,
    })
    .min(0)
    .default(0)
    .describe('Bandwidth of all uploads together; 0 for no cap'),
});

const retention = z
  .strictObject({
    days: z.int().min(0).default(90).describe('0 for ever'),
    rows: z.int().min(0).default(20_000).describe('0 for any number'),
  })
  .describe('How much of the history is kept; what waits or needs you always is');

/** The configuration file of the command, once `${…}` references are replaced. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    portals: z.array(portal).min(1),
    bots: z.array(bot).default([]),
    watches: z.array(watch).default([]),
    delivery: delivery.prefault({}),
    retention: retention.prefault({}),
    dataDir: text.optional().describe('Holds the history; relative to this file, or absolute'),
  })
  .meta({ title: 'Chatdrop configuration' });

export type ConfigFile = z.output<typeof configSchema>;
export type WatchEntry = ConfigFile['watches'][number];
export type PortalEntry = ConfigFile['portals'][number];
