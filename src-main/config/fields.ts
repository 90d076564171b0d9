import { z } from 'zod';
import { parseDialogId } from '#domain/dialog-id.ts';

/** What portals, bots and watches are called. */
export const name = z.string().trim().min(1).max(200);
/** A text that must not be empty: an address, a path, a secret. */
export const text = z.string().min(1).max(32_768);
export const seconds = z.number().min(0).max(86_400);

/** A dialog in any form that `parseDialogId` reads; the output is the API's form. */
export const dialog = z
  .string()
  .transform((typed, context) => {
    const parsed = parseDialogId(typed);
    if (parsed.ok) return parsed.id;
    context.addIssue({
      code: 'custom',
      message: 'expected a dialog such as "chat5", "5" (a user) or "sg7"',
    });
    return z.NEVER;
  })
  .describe('"chat5" is a chat, "5" the private chat with that user; the address of a chat works, too');
