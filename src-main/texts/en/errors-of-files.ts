import type { ErrorTextsOf } from '../shape.ts';

export const bots: ErrorTextsOf<'bot'> = {
  'bot.token-missing': {
    what: "the bot's token is missing",
    next: 'adopt the bot again with its token',
  },
  'bot.unknown': {
    what: 'the portal does not know the bot',
    next: 'register a new one or adopt another',
  },
  'bot.not-ours': {
    what: 'the bot belongs to another token',
    next: 'check its number and its token',
  },
  'bot.taken': { what: 'the code belongs to a bot of somebody else', next: 'choose another name' },
  'bot.limit': {
    what: 'the portal takes no more bots of this application',
    next: 'unregister one that is not needed',
  },
  'bot.refused': { what: 'the portal does not allow that for the bot', next: 'check what was asked for' },
};

export const dialogs: ErrorTextsOf<'dialog'> = {
  'dialog.access-denied': {
    what: 'the bot may not post in this chat',
    next: 'add it and the file goes out by itself',
  },
  'dialog.unknown': {
    what: 'there is no such chat',
    next: 'choose another one',
  },
};

export const files: ErrorTextsOf<'file'> = {
  'file.empty': { what: 'the file is empty', next: 'it is sent when it has content' },
  'file.too-small': { what: "the file is below the watch's lower limit", next: 'it stays in the folder' },
  'file.too-large': { what: 'the file is above the limit', next: 'it stays in the folder' },
  'file.content': { what: 'the portal could not read the content', next: 'check the file' },
  'file.vanished': { what: 'the file is gone', next: 'nothing was sent' },
  'file.changed': { what: 'the file is still being written', next: 'is sent when it has been quiet' },
  'file.unreadable': { what: 'the file is locked or may not be read', next: 'is tried again' },
  'file.link': { what: 'a link, not a file', next: 'links are never sent' },
  'file.document': {
    what: 'a folder that is one document',
    next: 'its parts are never sent; save it as one file, or pack it into a ZIP',
  },
  'file.special': { what: 'not a regular file', next: 'it is never sent' },
  'file.outside': { what: 'the file lies outside the watched folder', next: 'it is never sent' },
  'file.not-allowed': {
    what: 'the administrator of this machine does not allow it to be sent there',
    next: 'ask your administrator',
  },
  'file.already-sent': {
    what: 'the same file is in this chat already',
    next: 'send it anyway if it is meant to be there twice',
  },
  'file.changed-after-delivery': {
    what: 'changed after it was delivered',
    next: 'send it anyway to post the new content',
  },
  'file.grown-after-delivery': {
    what: 'went on growing after it was sent',
    next: 'raise the quiet time, and send it anyway to post the whole file',
  },
  'file.name-reused': {
    what: 'another document under a known name, or a new version: nobody can tell',
    next: 'send it if it is another document, else cancel it',
  },
  'file.old': {
    what: 'one of many files at once that are older than the watch',
    next: 'send them if they are meant for the chat, else cancel them',
  },
  'file.change-ignored': {
    what: 'changed without having been sent before',
    next: 'send it anyway to post it as it is now',
  },
};

export const after: ErrorTextsOf<'after'> = {
  'after.changed': { what: 'changed since it was delivered', next: 'it stays where it is' },
  'after.refused': { what: 'the delivered file may not be moved', next: 'is tried again every hour' },
  'after.other-drive': {
    what: 'the folder for delivered files is on another drive',
    next: 'it stays where it is',
  },
};
