/** What the contract enumerates, by itself: a window may import it without bringing a validator along. */

export { MAX_FILE_BYTES, MIN_BYTES_PER_SECOND } from '#domain/limits.ts';

/** From worst to best; the worst one wins (ownCloud's order). */
export const APP_STATES = ['error', 'needs-you', 'offline', 'paused', 'working', 'ok'] as const;
export type AppState = (typeof APP_STATES)[number];

export const LANGUAGES = ['en', 'ru', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where the first run stands; each step can be left and taken up again. */
export const SETUP_STEPS = ['portal', 'bot', 'chat', 'folder', 'proof', 'autostart', 'done'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** The sections of the history. */
export const SECTIONS = ['needs-you', 'in-progress', 'delivered', 'skipped'] as const;
export type Section = (typeof SECTIONS)[number];

export const UPLOAD_ACTIONS = [
  'retry',
  'cancel',
  'confirm', // "it is there"
  'send-anyway', // it was skipped as a repeat or by a rule
  'add-bot', // put the bot into the chat
  'mend-portal',
  'open-in-chat',
  'open-file',
  'show-in-folder',
  'send-again',
  'send-elsewhere',
  'remove-from-chat',
] as const;
export type UploadAction = (typeof UPLOAD_ACTIONS)[number];

/** `due` is to be done, `left` could not be. */
export type AfterState = 'due' | 'moved' | 'trashed' | 'left';

/** Lines of the connection check, in the order in which they are shown. */
export const CHECKS = [
  'url',
  'dns',
  'proxy',
  'tcp',
  'tls',
  'credentials',
  'plan',
  'imbot',
  'imbot-v2',
  'im',
] as const;
export type CheckId = (typeof CHECKS)[number];
