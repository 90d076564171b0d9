import { z } from 'zod';
import { MAX_CAPTION_CHARS, MAX_FILE_BYTES } from '#domain/limits.ts';

const text = z.string().min(1);
const locked = z.boolean().default(false);
const dialog = z.string().regex(/^(chat|sg)?[1-9]\d*$/, { error: 'expected a dialog such as "chat5"' });
const host = z
  .string()
  .regex(/^[a-z0-9.-]+(:\d+)?$/, { error: 'expected a host in lower case, such as "office.bitrix24.com"' });

const feed = z.url({ protocol: /^https?$/ }).refine(isSafeFeed, {
  error: 'expected an https address without a login (http for this machine alone)',
});

const extension = z
  .string()
  .regex(/^[\p{L}\p{N}_-][\p{L}\p{N}._-]*$/u, { error: 'expected an extension without its dot' });

const watchPreset = z.strictObject({
  name: text.describe('Never change it: the history knows the watch by it'),
  folder: text.describe('Absolute, or ~/… below the home folder of whoever runs Chatdrop'),
  bot: text.describe('Name of a bot in the settings of the user'),
  dialog,
  include: z.array(text).default([]),
  exclude: z.array(text).default([]),
  existing: z.enum(['new', 'all']).default('new'),
  quietSeconds: z.number().min(0).max(86_400).default(5),
  caption: z.string().max(MAX_CAPTION_CHARS).default(''),
  recursive: z.boolean().default(true),
});

/** What an administrator lays down for a machine: `policy.json`. What it does not name is left to the user. */
export const policySchema = z
  .strictObject({
    $schema: z.string().optional(),
    portals: z
      .strictObject({
        hosts: z.array(host).min(1).describe('Offered when a portal is added'),
        locked: locked.describe('No other portal is used'),
      })
      .optional(),
    watches: z
      .strictObject({
        entries: z.array(watchPreset),
        locked: locked.describe('No other watch runs'),
      })
      .optional(),
    dialogs: z
      .record(host, z.array(dialog))
      .optional()
      .describe('By host of a portal: the only dialogs to which files go there'),
    files: z
      .strictObject({
        forbiddenExtensions: z
          .array(extension)
          .default([])
          .describe('Without the dot, in any case; such files are never sent'),
        maxBytes: z.int().min(1).max(MAX_FILE_BYTES).optional().describe('Larger files are never sent'),
      })
      .optional(),
    updates: z
      .strictObject({
        value: z.enum(['automatic', 'notify', 'off']),
        locked,
        feed: feed
          .optional()
          .describe('Where new versions are looked for, in place of the address of the build'),
      })
      .optional(),
    language: z.strictObject({ value: z.enum(['en', 'ru', 'de']), locked }).optional(),
  })
  .meta({ title: 'Chatdrop policy of a machine' });

export type Policy = z.output<typeof policySchema>;
export type WatchPreset = z.output<typeof watchPreset>;

function isSafeFeed(address: string): boolean {
  const { protocol, hostname, username, password } = new URL(address);
  return (protocol === 'https:' || hostname === '127.0.0.1') && username === '' && password === '';
}

/** The JSON Schema that editors check a policy with, as the text of `assets/policy.schema.json`. */
export function policyJsonSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(policySchema, { io: 'input' }), undefined, 2)}\n`;
}
