import type { ErrorCode } from '#domain/errors.ts';

/**
 * Every error code of the REST interface that the reference names (1.5, 1.6, 2, 4.2, 6), in upper case, and
 * what it is to us. `FILE_X` stands for `X` too: older and newer methods spell them differently (1.5).
 */
const REST_CODES: Readonly<Record<string, ErrorCode>> = {
  BOT_TOKEN_NOT_SPECIFIED: 'bot.token-missing',
  CLIENT_ID_NOT_SPECIFIED: 'bot.token-missing', // its name before revision 34
  BOT_ID_REQUIRED: 'bot.unknown',
  BOT_NOT_FOUND: 'bot.unknown',
  BOT_OWNERSHIP_ERROR: 'bot.not-ours',
  APP_ID_ERROR: 'bot.not-ours',
  BOT_CODE_ALREADY_TAKEN: 'bot.taken',
  BOT_LIMIT_EXCEEDED: 'bot.limit',
  BOT_CODE_REQUIRED: 'bot.refused',
  BOT_PROPERTIES_REQUIRED: 'bot.refused',
  BOT_INVALID_TYPE: 'bot.refused',
  BOT_INVALID_EVENT_MODE: 'bot.refused',
  BOT_WEBHOOK_URL_REQUIRED: 'bot.refused',
  BOT_INVALID_CALLBACK: 'bot.refused',
  BOT_REGISTER_FAILED: 'bot.refused',
  BOT_UPDATE_FAILED: 'bot.refused',
  BOT_UNREGISTER_FAILED: 'bot.refused',
  BOT_AVATAR_INCORRECT_TYPE: 'bot.refused',
  BOT_AVATAR_INCORRECT_SIZE: 'bot.refused',
  BOT_TOKEN_INVALID_LENGTH: 'bot.refused',
  BOT_TOKEN_ROTATION_FAILED: 'bot.refused',
  BOT_TYPE_NOT_ALLOWED: 'bot.refused',

  CHAT_NOT_FOUND: 'dialog.unknown',
  USER_NOT_FOUND: 'dialog.unknown', // the dialog is no user of this portal
  DIALOG_NOT_FOUND: 'dialog.unknown',
  DIALOG_ID_EMPTY: 'dialog.unknown',
  CHAT_ID_EMPTY: 'dialog.unknown',
  ACCESS_DENIED: 'dialog.access-denied', // or the plan, see `to-app-error.ts`
  ACCESS_ERROR: 'dialog.access-denied',
  ACCESS_DENIED_EXTEND: 'dialog.access-denied',
  MESSAGE_ACCESS_DENIED: 'dialog.access-denied',

  FILE_EMPTY: 'file.empty',
  FILE_TOO_LARGE: 'file.too-large',
  FILE_INVALID_CONTENT: 'file.content',
  FILE_FOLDER_ERROR: 'drive.folder',
  FILE_UPLOAD_FAILED: 'drive.storage',
  FILE_SEND_FAILED: 'drive.send-failed',
  SENDING_FAILED: 'drive.send-failed', // Chat.Message.send: the message was not created
  // Another module has refused the message, and its code takes the place of FILE_SEND_FAILED (fact 6).
  ERROR_FROM_OTHER_MODULE: 'drive.send-failed',
  CANCELED: 'drive.send-failed',
  ERROR_NO_ACCESS: 'drive.send-failed',
  CHAT_ID: 'drive.send-failed',
  MESSAGE_DUPLICATED_BY_UUID: 'portal.unfinished',
  REST_SERVER_NOT_FOUND: 'portal.busy',

  QUERY_LIMIT_EXCEEDED: 'portal.rate-limited',
  OPERATION_TIME_LIMIT: 'portal.method-limited',
  OVERLOAD_LIMIT: 'portal.overloaded',
  INTERNAL_SERVER_ERROR: 'portal.internal',
  ERROR_UNEXPECTED_ANSWER: 'portal.internal',
  ERROR_CORE: 'portal.internal',
  CONNECTION_ERROR: 'portal.auth-server',

  EXPIRED_TOKEN: 'portal.token-expired',
  INVALID_TOKEN: 'portal.token-expired', // not recognised: a new one is tried once
  INVALID_GRANT: 'portal.sign-in-again',
  INVALID_CLIENT: 'portal.sign-in-again',
  WRONG_CLIENT: 'portal.sign-in-again',
  NOT_INSTALLED: 'portal.sign-in-again',
  BAD_VERIFICATION_CODE: 'portal.sign-in-again',
  NO_AUTH_FOUND: 'portal.credentials',
  INVALID_CREDENTIALS: 'portal.credentials',
  INVALID_AUTHENTICATION: 'portal.credentials',
  AUTHORIZATION_ERROR: 'portal.credentials',
  APPLICATION_NOT_FOUND: 'portal.credentials',
  ERROR_OAUTH: 'portal.credentials',
  AUTH_ERROR: 'portal.credentials',
  INSUFFICIENT_SCOPE: 'portal.scope',
  INVALID_SCOPE: 'portal.scope',
  SCOPE_ERROR: 'portal.scope',
  USER_ACCESS_ERROR: 'portal.not-allowed',
  WRONG_AUTH_TYPE: 'portal.not-allowed',
  METHOD_CONFIRM_WAITING: 'portal.not-allowed',
  METHOD_CONFIRM_DENIED: 'portal.not-allowed',
  PAYMENT_REQUIRED: 'portal.plan',
  WRONG_LICENSE: 'portal.plan',
  PORTAL_DELETED: 'portal.closed',
  ERROR_METHOD_NOT_FOUND: 'portal.too-old',
  INVALID_REQUEST: 'portal.https-required',

  '100': 'request.refused', // a parameter is missing or has the wrong type
  ERROR_ARGUMENT: 'request.refused',
  ERROR_NOT_FOUND: 'request.refused',
  ERROR_MANIFEST_IS_NOT_AVAILABLE: 'request.refused',
  ERROR_BATCH_METHOD_NOT_ALLOWED: 'request.refused',
  ERROR_BATCH_LENGTH_EXCEEDED: 'request.refused',
  INTERNAL_WRONG_TRANSPORT: 'request.refused',
  INTERNAL_WRONG_HANDLER_CLASS: 'request.refused',
  WRONG_ENCODING: 'request.refused',
  PARAMS_REQUIRED: 'request.refused',
  EMPTY_MESSAGE: 'request.refused',
  FIND_SHORT: 'request.refused',
  MESSAGE_NOT_FOUND: 'request.refused',
  FILE_NOT_FOUND: 'request.refused',
  FILE_ACCESS_ERROR: 'request.refused',
  USER_NOT_SUBSCRIBED: 'request.refused',
};

/** What a code of the REST interface, in upper case, is to us; undefined for one we do not know. */
export function errorCodeOf(restCode: string): ErrorCode | undefined {
  for (const spelling of [restCode, `FILE_${restCode}`]) {
    if (Object.hasOwn(REST_CODES, spelling)) return REST_CODES[spelling];
  }
  // A failure inside the server, with the number of a PHP exception; 400 is any SQL error, a deadlock too (fact 4).
  return /^-?\d*$/.test(restCode) ? 'portal.internal' : undefined;
}

/** The codes we know, for the tests and the documentation. */
export const KNOWN_REST_CODES: readonly string[] = Object.keys(REST_CODES);
