import type { ErrorTexts } from '../shape.ts';
import { after, bots, dialogs, files } from './errors-of-files.ts';

/** What people read about every failure; see `ErrorTexts`. */
export const errors: ErrorTexts = {
  'network.offline': {
    what: 'the portal cannot be reached',
    next: 'goes on by itself when the network is back',
  },
  'network.refused': { what: 'the portal does not accept connections', next: 'is tried again' },
  'network.tls': {
    what: "the portal's certificate is not trusted",
    next: 'check its address, and the certificates of this computer',
  },
  'network.proxy': {
    what: 'the proxy refuses the connection',
    next: 'check its address, user name and password',
  },
  'network.interrupted': {
    what: 'the connection broke off while sending',
    next: 'is sent again from the start',
  },
  'network.unanswered': {
    what: 'the answer of the portal did not arrive',
    next: 'the chat is looked at before anything is sent again',
  },
  'network.damaged': { what: 'the upload arrived damaged at the portal', next: 'is sent again' },

  'portal.rate-limited': { what: 'the portal asks to slow down', next: 'goes on by itself' },
  'portal.method-limited': {
    what: 'the portal has had its share of uploads for now',
    next: 'goes on at the time it names',
  },
  'portal.overloaded': {
    what: 'the portal blocked requests because of overload',
    next: 'ask its support; it is tried every hour',
  },
  'portal.internal': {
    what: 'the portal failed inside',
    next: 'the chat is looked at before anything is sent again',
  },
  'portal.not-answering': { what: 'the portal did not give a usable answer', next: 'is tried again' },
  'portal.auth-server': { what: 'the portal cannot reach its sign-in server', next: 'goes on by itself' },
  'portal.unfinished': { what: 'the portal is still working on the same message', next: 'is tried again' },
  'portal.busy': { what: 'the portal is busy', next: 'is tried again' },
  'portal.token-expired': { what: 'the access token is old', next: 'a new one is fetched' },
  'portal.sign-in-again': {
    what: 'the portal no longer knows this sign-in',
    next: 'sign in again, everything waiting then goes out',
  },
  'portal.credentials': {
    what: 'the portal refuses the webhook',
    next: 'it was deleted, has expired or its user left: paste a new one, everything waiting then goes out',
  },
  'portal.scope': {
    what: 'a permission is missing',
    next: 'give the webhook or the app the scope imbot',
  },
  'portal.not-allowed': {
    what: 'the portal does not allow this user to do it',
    next: 'ask its administrator',
  },
  'portal.plan': { what: "REST is not part of the portal's plan", next: 'ask its administrator' },
  'portal.closed': {
    what: 'the portal no longer exists',
    next: 'remove it here',
  },
  'portal.moved': {
    what: 'the portal has another address now',
    next: 'check it and go on there',
  },
  'portal.too-old': { what: 'the portal does not have bots of version 2', next: 'it must be updated' },
  'portal.https-required': { what: 'the portal insists on https', next: 'correct its address' },
  'portal.body-limit': {
    what: "the file is above the limit of the portal's server",
    next: "lower the portal's file size limit or ask its administrator",
  },

  'drive.folder': {
    what: "the portal could not open the chat's folder on its Drive",
    next: 'is tried a few more times',
  },
  'drive.storage': { what: 'the portal could not store the file', next: 'is tried a few more times' },
  'drive.send-failed': {
    what: 'the file was stored but not posted',
    next: 'is tried a few more times',
  },

  'message.none': { what: 'there is no message to remove', next: 'look into the chat' },
  'message.gone': { what: 'it was no longer in the chat', next: 'nothing is left to do' },
  'message.not-removed': {
    what: 'the portal keeps the message',
    next: 'remove it in the chat yourself, or ask an administrator of the chat',
  },
  'delivery.undecided': {
    what: 'nobody can tell from here whether it arrived',
    next: 'look into the chat, then say whether it is there',
  },
  'delivery.lookalike': {
    what: 'another file of this name and size may have arrived',
    next: 'goes on by itself when that is known',
  },
  'delivery.paused': {
    what: 'paused',
    next: 'goes on when you resume',
  },
  'delivery.closed': { what: 'outside the working hours', next: 'goes on by itself when they begin' },
  'delivery.capped': {
    what: 'the watch has sent what it may in a minute',
    next: 'goes on by itself',
  },
  'request.refused': { what: 'the portal refused the file', next: 'see its answer in the details' },

  ...bots,
  ...dialogs,
  ...files,
  ...after,

  'ledger.full': {
    what: 'the disk with the history is full',
    next: 'nothing is sent until it can be recorded',
  },
  'ledger.damaged': {
    what: 'the history was damaged and has been set aside',
    next: 'a new one has begun, nothing waiting was sent twice',
  },
  'ledger.unsuited': {
    what: 'the drive cannot hold the history',
    next: 'choose a folder on a local disk that can be written',
  },
  'ledger.too-new': { what: 'the history was written by a newer version', next: 'update Chatdrop' },
  'ledger.in-use': {
    what: 'another Chatdrop runs on this data folder',
    next: 'stop it first',
  },
  'write.failed': {
    what: 'it could not be saved',
    next: 'make room on the disk or check its rights; what was saved before is unchanged',
  },
  'folder.missing': { what: 'the folder is not there', next: 'it is looked for again and again' },
  'folder.redirected': {
    what: 'the folder leads to another place now',
    next: 'put it back, or enter the new place as the folder; files there now are not sent',
  },
  'drive.unresponsive': { what: 'the drive does not answer', next: 'it is asked again when it does' },
  'folder.forbidden': {
    what: 'this folder is never watched',
    next: 'choose one that holds only files to be sent',
  },
  'watcher.exhausted': {
    what: 'the system has no room for more watched folders',
    next: 'files are found by listing, a little later',
  },
  'config.invalid': { what: 'the configuration is not valid', next: 'correct it' },
  'policy.forbidden': { what: 'the rules of this computer do not allow it', next: 'ask its administrator' },
  'secret.missing': {
    what: 'a secret is missing',
    next: 'enter it again',
  },
  'secret.readable': {
    what: 'others may read a secrets file',
    next: 'make it readable for its owner only (chmod 600)',
  },
  internal: {
    what: 'Chatdrop failed on this',
    next: 'nothing was lost, try again',
  },
};
