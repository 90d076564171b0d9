import type { IpcMainInvokeEvent } from 'electron';
import type { Answer } from '#contract/dispatch.ts';
import type { Reply } from '#contract/wire.ts';
import type { WindowRegistry } from './window-registry.ts';

const STRANGER: Reply = { ok: false, error: { code: 'internal' } };

/** The sender of a message. */
export type Sender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** Answers the top frames of our own windows. Refuses all other senders before the message is read. */
export function guard(windows: Pick<WindowRegistry, 'isOwnFrame'>, answer: Answer) {
  return async (event: Sender, message: unknown): Promise<Reply> =>
    windows.isOwnFrame(event.sender, event.senderFrame) ? answer(message) : STRANGER;
}
