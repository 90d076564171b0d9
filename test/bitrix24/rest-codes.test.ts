import { expect, test } from 'vitest';
import { errorCodeOf, KNOWN_REST_CODES } from '#bitrix24/client/rest-codes.ts';
import { ERROR_ROWS } from './error-rows.ts';

/** Codes that no upload is answered with. Source: the documentation of `imbot.v2.*`, reference 4. */
const OTHER_CODES: Readonly<Record<string, string>> = {
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
  DIALOG_NOT_FOUND: 'dialog.unknown',
  CHAT_ID_EMPTY: 'dialog.unknown',
  MESSAGE_ACCESS_DENIED: 'dialog.access-denied',
  SENDING_FAILED: 'drive.send-failed',
  SCOPE_ERROR: 'portal.scope',
  PARAMS_REQUIRED: 'request.refused',
  EMPTY_MESSAGE: 'request.refused',
  FIND_SHORT: 'request.refused',
  MESSAGE_NOT_FOUND: 'request.refused',
  FILE_NOT_FOUND: 'request.refused',
  FILE_ACCESS_ERROR: 'request.refused',
  USER_NOT_SUBSCRIBED: 'request.refused',
};

test.each(Object.entries(OTHER_CODES))('%s is %s', (restCode, expected) => {
  expect(errorCodeOf(restCode)).toBe(expected);
});

test('every known code has a row here or in the table of upload errors', () => {
  const tested = new Set([...Object.keys(OTHER_CODES), ...ERROR_ROWS.map(codeInBody)]);

  expect(KNOWN_REST_CODES.filter((code) => !tested.has(code))).toEqual([]);
});

function codeInBody({ body }: { readonly body: string }): string | undefined {
  return /"(?:error|code)":"?([^",}]+)/.exec(body)?.[1]?.toUpperCase();
}
