import { z } from 'zod';

import { mayBeStoredAs } from '#domain/drive-name.ts';

import type { Receipt } from '#engine/ports.ts';
import { id, lenient } from '../client/fields.ts';

const uploadResult = z.object({
  messageId: id,
  chatId: lenient(id),
  dialogId: lenient(z.union([z.string(), z.number()]).transform((value) => String(value).toLowerCase())),
  file: lenient(
    z
      .object({
        id: lenient(id),
        name: lenient(z.string().min(1)),
        // A size that is no number is another size.
        size: z.coerce.number().catch(-1).optional(),
      })
      .nullable(),
  ),
});

/** What was uploaded, as far as its receipt has to fit. */
export interface SentFile {
  readonly dialog: string;
  /** As the program knows the file; it is shortened for the Drive. */
  readonly name: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * The proof that a file was posted; undefined for every answer that names no message (reference 1.4) or belongs to another
 * upload: another chat, another size, or a name that the Drive does not make of the file's.
 */
export function readReceipt(result: unknown, sent: SentFile): Receipt | undefined {
  const parsed = uploadResult.safeParse(result);
  if (!parsed.success) return undefined;
  const { messageId, chatId, dialogId, file } = parsed.data;
  if (!isDialog(sent.dialog.toLowerCase(), chatId, dialogId)) return undefined;
  if (file?.size !== undefined && file.size !== sent.size) return undefined;
  if (file?.name !== undefined && !mayBeStoredAs(sent.name, file.name)) return undefined;
  return { messageId, fileId: file?.id, chatId, storedName: file?.name, sha256: sent.sha256 };
}

/** False where an answer names another dialog. Only chats and persons can be compared. */
function isDialog(asked: string, chatId: number | undefined, dialogId: string | undefined): boolean {
  if (!/^(?:chat)?\d+$/.test(asked)) return true;
  if (dialogId !== undefined && dialogId !== asked) return false;
  return chatId === undefined || !asked.startsWith('chat') || asked === `chat${chatId}`;
}
