import { z } from 'zod';

import { chatIdOf } from '#domain/dialog-id.ts';
import { AppError } from '#domain/errors.ts';

import { isMemberRole, mayPostAs } from './chat-rights.ts';
import { count, expectResult, flag, id, lenient, listOf } from '../client/fields.ts';
import { botParams } from './read-chat.ts';
import type { BotIdentity } from '../upload/post-file.ts';
import type { RestClient } from '../client/rest-client.ts';

/** A dialog to choose from. */
export interface Dialog {
  /** `chat5` or a person's id. */
  readonly id: string;
  readonly kind: 'chat' | 'person';
  readonly title: string;
  /** Address of a picture on the portal; undefined where there is none. */
  readonly avatar: string | undefined;
  readonly color: string | undefined;
  readonly isBot: boolean;
}

/** One dialog as a bot sees it. */
export interface DialogState {
  readonly id: string;
  readonly chatId: number;
  readonly title: string;
  readonly newestMessageId: number;
  /** Whether the bot may write; undefined where the portal does not say. */
  readonly mayPost: boolean | undefined;
}

const RECENT_PAGE = 50;
const SEARCH_PAGE = 50;
/** Letters; the portal refuses shorter searches. */
export const SHORTEST_SEARCH = 2;

const avatar = lenient(z.object({ url: lenient(z.string()), color: lenient(z.string()) }));
const recentItem = z
  .object({
    id: z.union([z.string(), z.number()]).transform(String),
    type: z.string().catch(''),
    title: z.string().catch(''),
    avatar,
    user: lenient(z.object({ bot: flag })),
  })
  .transform((item): Dialog => ({
    id: item.id,
    kind: chatIdOf(item.id) === undefined ? 'person' : 'chat',
    title: item.title,
    avatar: usable(item.avatar?.url),
    color: item.avatar?.color,
    isBot: item.user?.bot ?? false,
  }));
const recentPage = z.object({ items: listOf(recentItem), hasMore: flag });

const found = z.object({
  id,
  name: z.string().catch(''),
  avatar: lenient(z.string()),
  color: lenient(z.string()),
  bot: flag,
});

const chat = z.object({
  id,
  dialogId: lenient(z.union([z.string(), z.number()]).transform(String)),
  name: z.string().catch(''),
  lastMessageId: count,
  role: lenient(z.string()),
  permissions: lenient(z.object({ canPost: lenient(z.string()), manageMessages: lenient(z.string()) })),
});
const chatAnswer = z.object({ chat });

/** The dialogs the portal's user had lately, newest first. Needs scope `im`. @throws AppError */
export async function recentDialogs(
  rest: RestClient,
  limit: number,
  signal: AbortSignal,
): Promise<readonly Dialog[]> {
  const method = 'im.recent.list';
  const dialogs = new Map<string, Dialog>();
  for (let offset = 0; dialogs.size < limit; offset += RECENT_PAGE) {
    const params = { SKIP_OPENLINES: 'Y', OFFSET: offset, LIMIT: RECENT_PAGE };
    const page = expectResult(method, recentPage, await rest.call(method, params, { signal }));
    // Pages may overlap.
    for (const dialog of page.items) if (!dialogs.has(dialog.id)) dialogs.set(dialog.id, dialog);
    if (!page.hasMore || page.items.length === 0) break;
  }
  return [...dialogs.values()].slice(0, limit);
}

/** Chats and people whose name matches; nothing for a single character. Needs scope `im`. @throws AppError */
export async function searchDialogs(
  rest: RestClient,
  text: string,
  signal: AbortSignal,
): Promise<readonly Dialog[]> {
  if (text.trim().length < SHORTEST_SEARCH) return [];
  const params = { FIND: text.trim(), OFFSET: 0, LIMIT: SEARCH_PAGE };
  const search = async (method: string, kind: Dialog['kind']) => {
    const hits = expectResult(method, listOf(found), await rest.call(method, params, { signal }));
    return hits.map((hit): Dialog => ({
      id: kind === 'chat' ? `chat${hit.id}` : String(hit.id),
      kind,
      title: hit.name,
      avatar: usable(hit.avatar),
      color: hit.color,
      isBot: hit.bot,
    }));
  };
  const [chats, people] = await Promise.all([
    search('im.search.chat.list', 'chat'),
    search('im.search.user.list', 'person'),
  ]);
  return [...chats, ...people];
}

/** How a dialog looks to a bot. @throws AppError `dialog.access-denied` when the bot is no member, `dialog.unknown` */
export async function dialogState(
  rest: RestClient,
  bot: BotIdentity,
  dialogId: string,
  signal: AbortSignal,
): Promise<DialogState> {
  return toState(await readChat(rest, bot, dialogId, signal), dialogId);
}

async function readChat(rest: RestClient, bot: BotIdentity, dialogId: string, signal: AbortSignal) {
  const method = 'imbot.v2.Chat.get';
  const result = await rest.call(method, { ...botParams(bot), dialogId }, { signal });
  return expectResult(method, chatAnswer, result).chat;
}

/** Whether the bot is in the dialog; a private chat comes into being with its first message. @throws AppError */
export async function isMember(
  rest: RestClient,
  bot: BotIdentity,
  dialogId: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { role } = await readChat(rest, bot, dialogId, signal);
    return isMemberRole(role);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'dialog.access-denied') return false;
    throw thrown;
  }
}

/**
 * Puts a bot into a chat on behalf of the portal's user, who must be in it. Needs scope `im`.
 * @throws AppError `dialog.unknown` for anything that is no group chat, `dialog.access-denied`
 */
export async function addBot(
  rest: RestClient,
  botId: number,
  dialogId: string,
  signal: AbortSignal,
): Promise<void> {
  const chatId = chatIdOf(dialogId);
  if (chatId === undefined) throw new AppError('dialog.unknown', 'only a group chat takes members');
  await rest.call('im.chat.user.add', { CHAT_ID: chatId, USERS: [botId] }, { signal });
}

/** Makes a group chat with the bot in it. @throws AppError */
export async function makeChat(
  rest: RestClient,
  bot: BotIdentity,
  { title, userIds }: { readonly title: string; readonly userIds: readonly number[] },
  signal: AbortSignal,
): Promise<DialogState> {
  const method = 'imbot.v2.Chat.add';
  const params = { ...botParams(bot), fields: { title, userIds } };
  const made = expectResult(
    method,
    chatAnswer,
    await rest.call(method, params, { signal, effect: 'write' }),
  ).chat;
  return toState(made, `chat${made.id}`);
}

/** Posts a text. @throws AppError `network.unanswered` when it may have been posted */
export async function sendMessage(
  rest: RestClient,
  bot: BotIdentity,
  dialogId: string,
  text: string,
  signal: AbortSignal,
): Promise<number> {
  const method = 'imbot.v2.Chat.Message.send';
  const params = { ...botParams(bot), dialogId, fields: { message: text } };
  const result = await rest.call(method, params, { signal, effect: 'write' });
  return expectResult(method, z.object({ id }), result).id;
}

/**
 * Deletes one of the bot's own messages with its file. Without `complete` a trace stays where somebody has read it
 * (fact 9). Resolves to false when the message was gone already. @throws AppError
 */
export async function deleteMessage(
  rest: RestClient,
  bot: BotIdentity,
  messageId: number,
  signal: AbortSignal,
): Promise<boolean> {
  const params = { ...botParams(bot), messageId, complete: true };
  try {
    await rest.call('imbot.v2.Chat.Message.delete', params, { signal });
    return true;
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.origin === 'MESSAGE_NOT_FOUND') return false;
    const isRefused = error.scope === 'dialog' || error.remedy === 'give-up';
    throw isRefused ? new AppError('message.not-removed', error.message, { cause: error }) : error;
  }
}

function toState(raw: z.output<typeof chat>, dialogId: string): DialogState {
  return {
    id: raw.dialogId ?? dialogId,
    chatId: raw.id,
    title: raw.name,
    newestMessageId: raw.lastMessageId,
    mayPost: mayPostAs(raw.role, raw.permissions?.canPost ?? raw.permissions?.manageMessages),
  };
}

function usable(address: string | undefined): string | undefined {
  return address === undefined || address === '' ? undefined : address;
}
