import { z } from 'zod';
import { MAX_BOT_TOKEN_CHARS } from '#domain/limits.ts';
import { name, text } from './fields.ts';

export const botId = z.int().min(1);
export const botToken = text.max(MAX_BOT_TOKEN_CHARS);

/** A bot of a portal. Undefined `botToken`: the portal is entered by OAuth. */
export const botSettings = z.strictObject({
  name,
  portal: name.describe('Name of a portal above'),
  botId,
  botToken: botToken
    .optional()
    .describe('Needed with a webhook: ${env:NAME}, ${file:PATH} or ${credential:NAME}'),
});
export type BotSettings = z.output<typeof botSettings>;
