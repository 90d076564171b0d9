import type { ErrorCode } from '#domain/errors.ts';
import { visible } from './format.ts';

interface Words {
  /** What it is, as people see it. */
  readonly what: string;
  /** What happens next by itself, or what to do. */
  readonly next: string;
}

const say = (what: string, next: string): Words => ({ what, next });

/** What people read about every failure. A new code does not compile until it is worded. */
const WORDS: Readonly<Record<ErrorCode, Words>> = {
  'network.offline': say('the portal cannot be reached', 'goes on by itself when the network is back'),
  'network.refused': say('the portal does not accept connections', 'is tried again'),
  'network.tls': say(
    "the portal's certificate is not trusted",
    'check its address, and the certificates of this machine',
  ),
  'network.proxy': say('the proxy refuses the connection', 'check its address, user name and password'),
  'network.interrupted': say('the connection broke off while sending', 'is sent again from the start'),
  'network.unanswered': say(
    'the answer of the portal did not arrive',
    'the chat is looked at before anything is sent again',
  ),
  'network.time-limit': say(
    'sending breaks off after the same time again and again',
    'the connection is too slow for a file of this size: send a smaller one, or retry on a faster line',
  ),

  'portal.rate-limited': say('the portal asks to slow down', 'goes on by itself'),
  'portal.method-limited': say(
    'the portal has had its share of uploads for now',
    'goes on at the time it names',
  ),
  'portal.overloaded': say(
    'the portal blocked requests because of overload',
    'ask its support; it is tried every hour',
  ),
  'portal.internal': say('the portal failed inside', 'the chat is looked at before anything is sent again'),
  'portal.busy': say('the portal is busy', 'is tried again'),
  'portal.token-expired': say('the access token is old', 'a new one is fetched'),
  'portal.sign-in-again': say('there is no valid sign-in to the portal', 'run: chatdrop login --portal NAME'),
  'portal.credentials': say(
    'the portal refuses the webhook',
    'it was deleted, has expired or its user left: make a new one and put it into the configuration',
  ),
  'portal.scope': say('a permission is missing', 'give the webhook or the app the scope imbot'),
  'portal.not-allowed': say('the portal does not allow this user to do it', 'ask its administrator'),
  'portal.plan': say("REST is not part of the portal's plan", 'ask its administrator'),
  'portal.closed': say('the portal no longer exists', 'remove it from the configuration'),
  'portal.moved': say(
    'the portal has another address now',
    'if that is really yours, put it in place of the old one in the configuration and start chatdrop again',
  ),
  'portal.too-old': say('the portal does not have bots of version 2', 'it must be updated'),
  'portal.https-required': say('the portal insists on https', 'correct its address'),
  'portal.body-limit': say(
    "the file is above the limit of the portal's server",
    'lower maxFileBytes or ask its administrator',
  ),

  'portal.not-answering': say('the portal did not give a usable answer', 'is tried again'),

  'bot.token-missing': say("the bot's token is missing", 'put botToken into the configuration'),
  'bot.unknown': say('the portal does not know the bot', 'check botId'),
  'bot.not-ours': say('the bot belongs to another token', 'check botId and botToken'),

  'bot.taken': say('the code belongs to a bot of somebody else', 'choose another code'),
  'bot.limit': say('the portal takes no more bots of this application', 'unregister one that is not needed'),
  'bot.refused': say('the portal does not allow that for the bot', 'check what was asked for'),

  'dialog.access-denied': say(
    'the bot may not post in this chat',
    'add it to the chat, then: chatdrop retry --all',
  ),
  'dialog.unknown': say('there is no such chat', 'check the dialog in the configuration'),

  'drive.folder': say(
    "the portal could not open the chat's folder on its Drive",
    'is tried a few more times',
  ),
  'drive.storage': say('the portal could not store the file', 'is tried a few more times'),
  'drive.send-failed': say('the file was stored but not posted', 'is tried a few more times'),

  'delivery.undecided': say(
    'nobody can tell from here whether it arrived',
    'look into the chat: if it is not there, run chatdrop retry with its id',
  ),
  'delivery.paused': say('paused', 'to go on: chatdrop resume'),
  'delivery.closed': say('outside the working hours', 'goes on by itself when they begin'),
  'delivery.capped': say('the watch has sent what it may in a minute', 'goes on by itself'),
  'request.refused': say('the portal refused the file', 'its own words are in the log of chatdrop run'),

  'file.empty': say('the file is empty', 'it is sent when it has content'),
  'file.too-small': say("the file is below the watch's lower limit", 'it stays in the folder'),
  'file.too-large': say('the file is above the limit', 'it stays in the folder'),
  'file.content': say('the portal could not read the content', 'check the file'),
  'file.vanished': say('the file is gone', 'nothing was sent'),
  'file.changed': say('the file is still changing', 'is sent when it has been quiet'),
  'file.unreadable': say('the file is locked or may not be read', 'is tried again'),
  'file.link': say('a link, not a file', 'links are never sent'),
  'file.special': say('not a regular file', 'it is never sent'),
  'file.outside': say('the file lies outside the watched folder', 'it is never sent'),
  'file.not-allowed': say(
    'the administrator of this machine does not allow it to be sent there',
    'see: chatdrop policy --explain',
  ),
  'file.already-sent': say(
    'the same file is in this chat already',
    'to send it again: chatdrop retry with its id',
  ),
  'file.changed-after-delivery': say(
    'changed after it was delivered',
    'to send the new content: chatdrop retry with its id',
  ),

  'after.changed': say('changed since it was delivered', 'it stays where it is'),
  'after.refused': say('the delivered file may not be moved', 'is tried again every hour'),
  'after.other-drive': say('the folder for delivered files is on another drive', 'it stays where it is'),

  'ledger.full': say('the disk with the history is full', 'nothing is sent until it can be recorded'),
  'ledger.damaged': say(
    'the history was damaged and has been set aside',
    'start again to begin a new one; files that are in the folders now count as sent',
  ),
  'ledger.too-new': say('the history was written by a newer version', 'update chatdrop'),
  'ledger.in-use': say(
    'another chatdrop runs on this data folder',
    'stop it first, or name another folder with --data',
  ),
  'folder.missing': say('the folder is not there', 'it is looked for again and again'),
  'folder.forbidden': say('this folder is never watched', 'choose one that holds only files to be sent'),
  'watcher.exhausted': say(
    'the system has no room for more watched folders',
    'files are found by listing, a little later',
  ),
  'config.invalid': say('the configuration is not valid', 'correct it'),
  'secret.missing': say('a secret is missing', 'set the environment variable or the file it is read from'),
  'secret.readable': say('others may read a secrets file', 'make it readable for its owner only (chmod 600)'),
  internal: say('chatdrop failed on this file', 'nothing was lost; run chatdrop retry with its id'),
};

/**
 * The reason in words: what it is, and what happens next. No capital, no full stop: it stands after other words.
 * @param host for `portal.moved`: the new address
 */
export function reasonOf(code: ErrorCode, host?: string): string {
  const { what, next } = WORDS[code];
  return host === undefined ? `${what}: ${next}` : `${what}, ${visible(host)}: ${next}`;
}

/** The same as a plain sentence of its own. */
export function sentenceOf(code: ErrorCode): string {
  const reason = reasonOf(code);
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
