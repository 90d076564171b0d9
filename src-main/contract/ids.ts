import { z } from 'zod';

/** Longest name and longest text a window may hand over; a path may be as long as systems allow. */
const NAME_CHARS = 200;
const TEXT_CHARS = 4_096;

export const uploadId = z.int().positive();
export const name = z.string().trim().min(1).max(NAME_CHARS);
export const text = z.string().max(TEXT_CHARS);
export const dialog = z.string().trim().min(1).max(NAME_CHARS);
/** An opaque handle main gave out; nothing can be made from it outside. */
export const handle = z.uuid();

export const target = z.strictObject({ portal: name, bot: name, dialog });
