import { randomBytes } from 'node:crypto';
import type { Journal } from './journal.ts';
import { ownerByToken } from './owners.ts';

/** The bot every sandbox has, as the API's own examples call it. */
export const SEED_BOT = { id: 456, token: 'my_bot_token' } as const;
/** The app every sandbox has installed. */
export const SEED_APP = { id: 'local.chatdrop.sandbox', secret: 'sandbox-client-secret' } as const;

/** Fills a new portal: two people more, a bot, two group chats and a private one. */
export function seed(journal: Journal): void {
  journal.put('identity', {
    id: 'portal',
    webhookUserId: 1,
    webhookCode: randomBytes(8).toString('hex'),
    memberId: randomBytes(16).toString('hex'),
  });
  const person = { isBot: false } as const;
  journal.put('user', {
    ...person,
    id: 1,
    name: 'Anna',
    lastName: 'Keller',
    workPosition: 'Office manager',
    color: '#0a6e78',
  });
  journal.put('user', {
    ...person,
    id: 2,
    name: 'Marina',
    lastName: 'Ivanova',
    workPosition: 'Accountant',
    color: '#7a4fa3',
  });
  journal.put('user', {
    ...person,
    id: 3,
    name: 'Tom',
    lastName: 'Brandt',
    workPosition: 'Warehouse',
    color: '#b5541c',
  });
  journal.put('user', {
    id: SEED_BOT.id,
    name: 'Chatdrop',
    lastName: '',
    workPosition: 'Brings new files',
    color: '#3a6ea5',
    isBot: true,
  });
  journal.put('bot', {
    id: SEED_BOT.id,
    code: 'chatdrop',
    type: 'bot',
    owners: [ownerByToken(SEED_BOT.token), SEED_APP.id],
    isHidden: false,
    isReactionsEnabled: true,
    eventMode: 'fetch',
  });
  const chat = { type: 'chat', description: '', ownerId: 1 } as const;
  journal.put('chat', {
    ...chat,
    id: 5,
    title: 'Accounting',
    color: '#0a6e78',
    memberIds: [1, 2, SEED_BOT.id],
  });
  journal.put('chat', {
    ...chat,
    id: 7,
    title: 'Warehouse West',
    color: '#b5541c',
    memberIds: [1, 3, SEED_BOT.id],
  });
  journal.put('chat', { ...chat, id: 8, type: 'private', title: '', color: '', memberIds: [1, SEED_BOT.id] });
  journal.put('app', {
    id: SEED_APP.id,
    secret: SEED_APP.secret,
    scopes: ['imbot', 'im'],
    isInstalled: true,
  });
}
