import { z } from 'zod';
import { MAX_CAPTION_CHARS } from '#domain/limits.ts';
import { dialog, name, seconds, text } from './fields.ts';

const patterns = z.array(z.string().trim().min(1).max(500)).max(500);

const after = z
  .union(
    [
      z.literal('keep'),
      z.literal('trash'),
      z.strictObject({
        move: text.max(500).describe('Subfolder of the watch, for example Sent/{yyyy}-{mm}'),
      }),
    ],
    { error: 'expected "keep", "trash" or { "move": "Sent/{yyyy}-{mm}" }' },
  )
  .describe('What happens to a delivered file');

/** The fields of a watch and their defaults. `watchSettings` in `watch.ts` also checks what they mean together. */
export const watchFields = z.strictObject({
  name: name.describe('Never change it: the history knows the watch by it'),
  folder: text.describe('Absolute, below ~/, or relative to this file'),
  bot: name.describe('Name of a bot above'),
  dialog,
  include: patterns.default([]).describe('Case-insensitive globs; none means every file'),
  exclude: patterns.default([]).describe('Case-insensitive globs, on top of the junk list'),
  junk: patterns.optional().describe('Replaces the built-in list of names that are never sent'),
  hidden: z.enum(['skip', 'send']).default('send').describe('Files and folders whose names begin with a dot'),
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
  maxDepth: z.int().min(0).max(1_000).optional().describe('How many folders deep; all of them by default'),
  sizeMin: z.int().min(0).default(1).describe('Bytes'),
  sizeMax: z.int().min(1).optional().describe('Bytes; the limit of the portal by default'),
  perMinuteCap: z.int().min(0).max(10_000).default(0).describe('Files a minute; 0 for no cap'),
  mode: z.enum(['detect', 'events', 'polling']).default('detect').describe('How new files are noticed'),
});
export type WatchSettings = z.output<typeof watchFields>;
