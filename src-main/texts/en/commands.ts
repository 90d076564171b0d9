import type { CommandTexts } from '../shape.ts';

/** What to do about a failure where there is only a terminal. */
export const commands: CommandTexts = {
  'portal.sign-in-again': 'run: chatdrop login --portal NAME',
  'portal.credentials':
    'it was deleted, has expired or its user left: make a new one and put it into the configuration',
  'portal.closed': 'remove it from the configuration',
  'portal.moved':
    'if that is really yours, put it in place of the old one in the configuration and start chatdrop again',
  'portal.body-limit': 'lower maxFileBytes or ask its administrator',
  'delivery.undecided':
    'look into the chat: chatdrop confirm with its id if it is there, chatdrop retry if it is not',
  'delivery.paused': 'to go on: chatdrop resume',
  'ledger.damaged': 'start again to begin a new one; files that are in the folders now count as sent',
  'bot.taken': 'choose another code',
  'request.refused': 'its own words are in the log of chatdrop run',
  'ledger.in-use': 'stop it first, or name another folder with --data',
  'secret.missing': 'set the environment variable or the file it is read from',
  internal: 'nothing was lost; run chatdrop retry with its id',
  'bot.token-missing': 'put botToken into the configuration',
  'bot.unknown': 'check botId',
  'bot.not-ours': 'check botId and botToken',
  'dialog.access-denied': 'add it to the chat, then: chatdrop retry --all',
  'dialog.unknown': 'check the dialog in the configuration',
  'file.not-allowed': 'see: chatdrop policy --explain',
  'file.already-sent': 'to send it again: chatdrop retry with its id',
  'file.changed-after-delivery': 'to send the new content: chatdrop retry with its id',
  'file.grown-after-delivery': 'raise quietSeconds; to send the whole file: chatdrop retry with its id',
  'file.name-reused': 'if it is another document: chatdrop retry with its id',
  'ledger.unsuited': 'choose a folder on a local disk with --data or dataDir',
  'file.old':
    'if they are meant for the chat: chatdrop approve with the name of the watch; to send none: --none',
  'file.change-ignored': 'to send it as it is now: chatdrop retry with its id',
};
