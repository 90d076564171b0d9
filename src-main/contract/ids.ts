import { z } from 'zod';
import { name } from '#config/fields.ts';

export { name };

/** Longest text a window may hand over; a path may be as long as systems allow. */
const TEXT_CHARS = 4_096;

export const uploadId = z.int().positive();
export const text = z.string().max(TEXT_CHARS);
/** As it was typed; `parseDialogId` reads it. */
export const dialog = z.string().trim().max(TEXT_CHARS);
/** An opaque handle main gave out; nothing can be made from it outside. */
export const handle = z.uuid();

export const target = z.strictObject({ portal: name, bot: name, dialog });
