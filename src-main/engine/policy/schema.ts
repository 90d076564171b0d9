import { z } from 'zod';
import { dialog } from '#config/fields.ts';
import { maxFileBytes } from '#config/portal.ts';
import { watchSettings } from '#config/watch.ts';

const locked = z.boolean().default(false);
const host = z
  .string()
  .regex(/^[a-z0-9.-]+(:\d+)?$/, { error: 'expected a host in lower case, such as "office.bitrix24.com"' });

const feed = z.url({ protocol: /^https?$/ }).refine(isSafeFeed, {
  error: 'expected an https address without a login (http for this machine alone)',
});

const extension = z
  .string()
  .regex(/^[\p{L}\p{N}_-][\p{L}\p{N}._-]*$/u, { error: 'expected an extension without its dot' });

/** Folders of a policy are the same for every user, so none is relative. */
const watchPreset = watchSettings.superRefine(({ folder }, context) => {
  if (/^(?:[\\/]|~[\\/]|[a-z]:[\\/])/i.test(folder)) return;
  context.addIssue({
    code: 'custom',
    path: ['folder'],
    message: 'expected an absolute folder, or one below ~/',
  });
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
        entries: z.array(watchPreset).max(1_000),
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
        maxBytes: maxFileBytes.optional().describe('Larger files are never sent'),
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

function isSafeFeed(address: string): boolean {
  const { protocol, hostname, username, password } = new URL(address);
  return (protocol === 'https:' || hostname === '127.0.0.1') && username === '' && password === '';
}

/** The JSON Schema that editors check a policy with, as the text of `assets/policy.schema.json`. */
export function policyJsonSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(policySchema, { io: 'input' }), undefined, 2)}\n`;
}
