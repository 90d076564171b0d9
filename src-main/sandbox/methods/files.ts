import { groupParam, intParam, textParam } from '../request/params.ts';
import { dialogIdFor } from '../store/dialogs.ts';
import type { Bot } from '../store/records.ts';
import { asUser, botChat, ownBot } from './bot-access.ts';
import { captionText } from './caption.ts';
import type { Call, Methods } from './method.ts';
import { refuse } from './refusal.ts';
import { fileShape } from './shapes.ts';

/** Of the one byte `0`, which PHP's `empty` takes for nothing (fact 21). */
const SHA256_OF_ZERO = '5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9';

export const fileMethods: Methods = {
  'imbot.v2.File.upload': { scope: 'imbot', run: upload },
  'imbot.v2.File.download': { scope: 'imbot', run: download },
};

/** The order of the checks is the portal's (reference 1.3); nothing is kept before the last of them. */
function upload(call: Call): object {
  const { params, content, store } = call;
  const bot = ownBot(call);
  const chat = botChat(call, bot);
  const fields = groupParam(params, 'fields');
  const name = textParam(fields, 'name');
  if (name === '' || name === '0' || content.type === 'empty') throw refuse('FILE_EMPTY');
  if (content.type === 'too-large') throw refuse('FILE_TOO_LARGE');
  if (content.type === 'invalid') throw refuse('FILE_INVALID_CONTENT');
  if (content.type === 'blank' || content.sha256 === SHA256_OF_ZERO) throw refuse('FILE_UPLOAD_FAILED');

  const author = asUser(call, bot);
  const file = store.keep(chat, author, name, content);
  if (file === undefined) throw refuse('FILE_UPLOAD_FAILED');
  if (call.isSendBroken) throw refuse('FILE_SEND_FAILED');
  const message = store.post(chat, author, captionText(textParam(fields, 'message')), file.id);
  return {
    file: fileShape(store, file),
    messageId: message.id,
    chatId: chat.id,
    dialogId: dialogIdFor(chat, bot.id),
  };
}

function download(call: Call): object {
  const bot: Bot = ownBot(call);
  const file = call.store.get('file', intParam(call.params, 'fileId'));
  if (file === undefined) throw refuse('FILE_NOT_FOUND');
  const chat = call.store.get('chat', file.chatId);
  if (chat?.memberIds.includes(bot.id) !== true) throw refuse('FILE_ACCESS_ERROR');
  return { downloadUrl: call.linkTo(file.id) };
}
