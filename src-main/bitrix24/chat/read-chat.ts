import { z } from 'zod';

import { AppError } from '#domain/errors.ts';

import type { ChatHistory, ChatMessage } from '#engine/ports.ts';
import { count, expectResult, id, lenient, listOf } from '../client/fields.ts';
import type { BotIdentity } from '../upload/post-file.ts';
import type { CallOptions, Params, RestClient } from '../client/rest-client.ts';

const PAGE = 50;
/** 10,000 messages within one upload: such a chat fills faster than it can be read at the portal's rate. */
const MAX_PAGES = 200;
const MAX_RECENT_PAGES = 10;

const chatGet = z.object({ chat: z.object({ lastMessageId: count }) });

const params = lenient(z.object({ FILE_ID: lenient(z.union([listOf(id), id.transform((only) => [only])])) }));
const message = z.object({
  id,
  author_id: count,
  text: z.string().catch(''),
  params,
});
const file = z.object({ id, name: z.string().catch(''), size: count });
const messagesPage = z.object({ messages: listOf(message), files: listOf(file) });

const contextMessage = z.object({ id, authorId: count, text: z.string().catch(''), params });
const contextPage = z.object({ messages: listOf(contextMessage), hasPrevPage: z.boolean().catch(true) });

/** Newest message id of a dialog as the bot sees it; 0 in an empty one. @throws AppError */
export async function newestMessageId(
  rest: RestClient,
  bot: BotIdentity,
  dialogId: string,
  options: CallOptions,
): Promise<number> {
  const method = 'imbot.v2.Chat.get';
  const result = await rest.call(method, { ...botParams(bot), dialogId }, options);
  return expectResult(method, chatGet, result).chat.lastMessageId;
}

/** What is to be read: messages after `afterId`, in a dialog whose newest message is at least `newestId`. */
interface Span {
  readonly dialogId: string;
  readonly afterId: number;
  readonly newestId: number;
}

/**
 * Every message of the span as the portal's user sees it, oldest first, and the message `afterId` itself if it is still
 * there; undefined where that does not tell for sure what came. Needs scope `im`. @throws AppError of scope `dialog` where the user is not in it
 */
export async function readAsUser(
  rest: RestClient,
  bot: BotIdentity,
  { dialogId, afterId, newestId }: Span,
  options: CallOptions,
): Promise<readonly ChatMessage[] | undefined> {
  const found = new Map<number, ChatMessage>();
  if (newestId < afterId) return [];
  let firstId = Math.max(0, afterId - 1);
  for (let page = 0; page < MAX_PAGES; page++) {
    const { messages, files } = await readPage(rest, { DIALOG_ID: dialogId, FIRST_ID: firstId }, options);
    for (const entry of messages) {
      if (entry.id < afterId) continue;
      const fileId = entry.params?.FILE_ID?.[0];
      const attached = fileOf(entry, files);
      if (entry.author_id === bot.botId && fileId !== undefined && attached === undefined) return undefined;
      found.set(entry.id, toChatMessage(entry, attached));
    }
    const newest = Math.max(firstId, ...messages.map((entry) => entry.id));
    // A page may be shorter than asked for; only one that brings nothing newer is the end. An unknown FIRST_ID
    // gives an empty one, too (reference 2.3), which must not pass for "nothing came".
    if (newest === firstId) return newest >= newestId ? [...found.values()].sort(byId) : undefined;
    // A full page that holds the newest message may have left out older ones: the order is not promised.
    if (messages.length >= PAGE && newest >= newestId) return undefined;
    firstId = newest;
  }
  return undefined;
}

/** The newest messages of a dialog, up to 500, oldest first. Needs scope `im`. @throws AppError */
export async function readRecent(
  rest: RestClient,
  dialogId: string,
  options: CallOptions,
): Promise<readonly ChatMessage[]> {
  const found = new Map<number, ChatMessage>();
  for (let page = 0; page < MAX_RECENT_PAGES; page++) {
    const before = Math.min(...found.keys());
    const range = Number.isFinite(before) ? { LAST_ID: before } : {};
    const { messages, files } = await readPage(rest, { DIALOG_ID: dialogId, ...range }, options);
    const known = found.size;
    for (const entry of messages) found.set(entry.id, toChatMessage(entry, fileOf(entry, files)));
    if (found.size === known) break;
  }
  return [...found.values()].sort(byId);
}

/** The first page of the messages after `afterId`, with the files that came along. Needs scope `im`. @throws AppError */
export async function readSome(
  rest: RestClient,
  { dialogId, afterId }: Pick<Span, 'dialogId' | 'afterId'>,
  options: CallOptions,
): Promise<readonly ChatMessage[]> {
  const { messages, files } = await readPage(rest, { DIALOG_ID: dialogId, FIRST_ID: afterId }, options);
  return messages
    .filter((entry) => entry.id > afterId)
    .map((entry) => toChatMessage(entry, fileOf(entry, files)));
}

function fileOf(entry: z.output<typeof message>, files: readonly z.output<typeof file>[]) {
  return files.find((candidate) => candidate.id === entry.params?.FILE_ID?.[0]);
}

/** One page of messages: newer than `FIRST_ID`, older than `LAST_ID`, or the newest. */
async function readPage(rest: RestClient, range: Params, options: CallOptions) {
  const method = 'im.dialog.messages.get';
  const answer = await rest.call(method, { ...range, LIMIT: PAGE }, options);
  return expectResult(method, messagesPage, answer);
}

function byId(a: ChatMessage, b: ChatMessage): number {
  return a.messageId - b.messageId;
}

function toChatMessage(
  entry: z.output<typeof message>,
  attached: z.output<typeof file> | undefined,
): ChatMessage {
  return {
    messageId: entry.id,
    authorId: entry.author_id,
    text: entry.text,
    file:
      attached === undefined ? undefined : { fileId: attached.id, name: attached.name, size: attached.size },
  };
}

/** What can be told with scope `imbot` alone: that nothing came, or only the newest id. @throws AppError */
export async function lookAsBot(
  rest: RestClient,
  bot: BotIdentity,
  dialogId: string,
  afterId: number,
  options: CallOptions,
): Promise<ChatHistory> {
  const newest = await newestMessageId(rest, bot, dialogId, options);
  if (newest <= afterId) return { type: 'newest', messageId: newest };

  const method = 'imbot.v2.Chat.Message.getContext';
  const params = { ...botParams(bot), messageId: newest, range: PAGE };
  const answer = await rest.call(method, params, options).catch(undefinedWhenRefused);
  if (answer === undefined) return { type: 'newest', messageId: newest };
  const { messages, hasPrevPage } = expectResult(method, contextPage, answer);
  // The answer names no file's size: enough to see that the bot posted nothing, not to see what it posted.
  const reachesBack = !hasPrevPage || messages.some((entry) => entry.id <= afterId);
  const isSilent = !messages.some((entry) => entry.id > afterId && entry.authorId === bot.botId);
  if (!reachesBack || !isSilent) return { type: 'newest', messageId: newest };
  return {
    type: 'messages',
    botId: bot.botId,
    messages: messages
      .filter((entry) => entry.id >= afterId)
      .map((entry) => ({ messageId: entry.id, authorId: entry.authorId, text: entry.text, file: undefined })),
  };
}

/** The parameters with which every `imbot.v2` call names its bot. */
export function botParams(bot: BotIdentity): { botId: number; botToken: string | undefined } {
  return { botId: bot.botId, botToken: bot.botToken?.reveal() };
}

/** Bots that may not read their chats, and messages that are gone meanwhile. */
const CANNOT_READ = new Set([
  'BOT_TYPE_NOT_ALLOWED',
  'MESSAGE_NOT_FOUND',
  'MESSAGE_ACCESS_DENIED',
  'ERROR_METHOD_NOT_FOUND',
]);

function undefinedWhenRefused(thrown: unknown): undefined {
  if (thrown instanceof AppError && thrown.origin !== undefined && CANNOT_READ.has(thrown.origin))
    return undefined;
  throw thrown;
}
