import { z } from 'zod';

import type { Receipt } from '../ports.ts';
import { id, lenient } from './fields.ts';

const uploadResult = z.object({
  messageId: id,
  chatId: lenient(id),
  file: lenient(z.object({ id: lenient(id), name: lenient(z.string().min(1)) }).nullable()),
});

/** The proof that a file was posted; undefined for every answer without a message id (reference 1.4). */
export function readReceipt(result: unknown, sha256: string): Receipt | undefined {
  const parsed = uploadResult.safeParse(result);
  if (!parsed.success) return undefined;
  const { messageId, chatId, file } = parsed.data;
  return { messageId, fileId: file?.id, chatId, storedName: file?.name, sha256 };
}
