import { MAX_CAPTION_CHARS } from '#domain/limits.ts';

/** The text as the messenger keeps it: cut with ` (...)` where it is too long (reference 1.1). */
export function captionText(text: string): string {
  return text.length <= MAX_CAPTION_CHARS ? text : `${text.slice(0, MAX_CAPTION_CHARS)} (...)`;
}
