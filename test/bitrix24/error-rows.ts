import type { ErrorCode, Remedy, Scope } from '#domain/errors.ts';

/** One failing answer to `imbot.v2.File.upload` and what it has to be to us. */
export interface ErrorRow {
  readonly what: string;
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code: ErrorCode;
  readonly remedy: Remedy;
  readonly scope: Scope;
}

type Expected = readonly [ErrorCode, Remedy, Scope];

const botMissing: Expected = ['bot.token-missing', 'ask-user', 'bot'];
const botUnknown: Expected = ['bot.unknown', 'ask-user', 'bot'];
const botNotOurs: Expected = ['bot.not-ours', 'ask-user', 'bot'];
const credentials: Expected = ['portal.credentials', 'ask-user', 'portal'];
const scope: Expected = ['portal.scope', 'ask-user', 'portal'];
const notAllowed: Expected = ['portal.not-allowed', 'ask-user', 'portal'];
const signIn: Expected = ['portal.sign-in-again', 'ask-user', 'portal'];
const plan: Expected = ['portal.plan', 'ask-user', 'portal'];
const denied: Expected = ['dialog.access-denied', 'ask-user', 'dialog'];
const noDialog: Expected = ['dialog.unknown', 'ask-user', 'dialog'];
const empty: Expected = ['file.empty', 'give-up', 'upload'];
const tooLarge: Expected = ['file.too-large', 'give-up', 'upload'];
const content: Expected = ['file.content', 'give-up', 'upload'];
const folder: Expected = ['drive.folder', 'retry-few', 'upload'];
const storage: Expected = ['drive.storage', 'retry-few', 'upload'];
const sending: Expected = ['drive.send-failed', 'retry-few', 'upload'];
const busy: Expected = ['portal.busy', 'retry', 'upload'];
const limited: Expected = ['portal.rate-limited', 'wait', 'portal'];
const methodLimited: Expected = ['portal.method-limited', 'wait', 'portal'];
const overloaded: Expected = ['portal.overloaded', 'ask-user', 'portal'];
const authServer: Expected = ['portal.auth-server', 'wait', 'portal'];
const unfinished: Expected = ['portal.unfinished', 'wait', 'upload'];
const internal: Expected = ['portal.internal', 'verify', 'upload'];
const unanswered: Expected = ['network.unanswered', 'verify', 'upload'];
const closed: Expected = ['portal.closed', 'ask-user', 'portal'];
const moved: Expected = ['portal.moved', 'ask-user', 'portal'];
const tooOld: Expected = ['portal.too-old', 'ask-user', 'portal'];
const https: Expected = ['portal.https-required', 'ask-user', 'portal'];
const bodyLimit: Expected = ['portal.body-limit', 'give-up', 'upload'];
const refused: Expected = ['request.refused', 'give-up', 'upload'];
const proxy: Expected = ['network.proxy', 'ask-user', 'portal'];

/** Codes with the statuses the sources give them, and with wrong ones: the string decides. */
const CODES: readonly (readonly [code: string, status: number, expected: Expected])[] = [
  ['BOT_TOKEN_NOT_SPECIFIED', 400, botMissing],
  ['BOT_TOKEN_NOT_SPECIFIED', 403, botMissing],
  ['CLIENT_ID_NOT_SPECIFIED', 400, botMissing],
  ['BOT_ID_REQUIRED', 400, botUnknown],
  ['BOT_NOT_FOUND', 400, botUnknown],
  ['BOT_NOT_FOUND', 404, botUnknown],
  ['BOT_OWNERSHIP_ERROR', 403, botNotOurs],
  ['bot_ownership_error', 400, botNotOurs],
  ['FILE_EMPTY', 400, empty],
  ['EMPTY', 400, empty],
  ['FILE_INVALID_CONTENT', 400, content],
  ['INVALID_CONTENT', 400, content],
  ['FILE_TOO_LARGE', 400, tooLarge],
  ['TOO_LARGE', 413, tooLarge],
  ['FILE_FOLDER_ERROR', 400, folder],
  ['FOLDER_ERROR', 400, folder],
  ['FILE_UPLOAD_FAILED', 400, storage],
  ['UPLOAD_FAILED', 500, storage],
  ['FILE_SEND_FAILED', 400, sending],
  ['SEND_FAILED', 503, sending],
  ['ACCESS_DENIED', 400, denied],
  ['ACCESS_DENIED', 403, denied],
  ['access_denied', 500, denied],
  ['ACCESS_ERROR', 403, denied],
  ['ACCESS_DENIED_EXTEND', 403, denied],
  ['CHAT_NOT_FOUND', 400, noDialog],
  ['DIALOG_ID_EMPTY', 400, noDialog],
  ['REST_SERVER_NOT_FOUND', 400, busy],
  ['INTERNAL_SERVER_ERROR', 500, internal],
  ['INTERNAL_SERVER_ERROR', 400, internal],
  ['ERROR_UNEXPECTED_ANSWER', 500, internal],
  ['ERROR_CORE', 400, internal],
  ['QUERY_LIMIT_EXCEEDED', 503, limited],
  ['QUERY_LIMIT_EXCEEDED', 429, limited],
  ['QUERY_LIMIT_EXCEEDED', 200, limited],
  ['OPERATION_TIME_LIMIT', 429, methodLimited],
  ['OVERLOAD_LIMIT', 503, overloaded],
  ['ERROR_BATCH_METHOD_NOT_ALLOWED', 405, refused],
  ['ERROR_BATCH_LENGTH_EXCEEDED', 400, refused],
  ['NO_AUTH_FOUND', 401, credentials],
  ['NO_AUTH_FOUND', 403, credentials],
  ['INVALID_CREDENTIALS', 403, credentials],
  ['INVALID_CREDENTIALS', 401, credentials],
  ['authorization_error', 401, credentials],
  ['APPLICATION_NOT_FOUND', 401, credentials],
  ['ERROR_OAUTH', 400, credentials],
  ['AUTH_ERROR', 401, credentials],
  // A webhook has no token to renew.
  ['expired_token', 401, credentials],
  ['invalid_token', 401, credentials],
  ['INVALID_REQUEST', 400, https],
  ['ERROR_MANIFEST_IS_NOT_AVAILABLE', 404, refused],
  ['insufficient_scope', 403, scope],
  ['insufficient_scope', 401, scope],
  ['invalid_scope', 400, scope],
  ['user_access_error', 403, notAllowed],
  ['WRONG_AUTH_TYPE', 403, notAllowed],
  ['METHOD_CONFIRM_WAITING', 401, notAllowed],
  ['METHOD_CONFIRM_DENIED', 403, notAllowed],
  ['PORTAL_DELETED', 500, closed],
  ['PORTAL_DELETED', 403, closed],
  ['PORTAL_DELETED', 410, closed],
  ['ERROR_METHOD_NOT_FOUND', 404, tooOld],
  ['ERROR_ARGUMENT', 400, refused],
  ['ERROR_NOT_FOUND', 400, refused],
  ['INTERNAL_WRONG_TRANSPORT', 400, refused],
  ['INTERNAL_WRONG_HANDLER_CLASS', 500, refused],
  ['WRONG_ENCODING', 400, refused],
  ['PAYMENT_REQUIRED', 401, plan],
  ['invalid_grant', 400, signIn],
  ['invalid_client', 401, signIn],
  ['wrong_client', 200, signIn],
  ['NOT_INSTALLED', 401, signIn],
  ['bad_verification_code', 400, signIn],
  ['SOMETHING_NEW', 400, refused],
  ['SOMETHING_NEW', 403, refused],
  ['SOMETHING_NEW', 500, internal],
  ['constructor', 400, refused],
  ['__proto__', 400, refused],
  ['', 400, internal],
  ['0', 400, internal],
  ['400', 400, internal],
  ['23000', 400, internal],
  ['-1', 400, internal],
  ['100', 400, refused],
  ['100', 500, refused],
  ['CONNECTION_ERROR', 401, authServer],
  ['ERROR_FROM_OTHER_MODULE', 400, sending],
  ['CANCELED', 400, sending],
  ['ERROR_NO_ACCESS', 400, sending],
  ['CHAT_ID', 400, sending],
  ['MESSAGE_DUPLICATED_BY_UUID', 400, unfinished],
  ['WRONG_LICENSE', 403, plan],
  ['invalid_authentication', 401, credentials],
  ['USER_NOT_FOUND', 400, noDialog],
  ['', 500, internal],
];

const REST_3 = (code: string) => JSON.stringify({ error: { code, message: 'text', validation: [] } });

const OTHER_BODIES: readonly (readonly [
  what: string,
  status: number,
  body: string,
  expected: Expected,
  headers?: Readonly<Record<string, string>>,
])[] = [
  ['REST 3.0 shaped INSUFFICIENT_SCOPE', 403, REST_3('INSUFFICIENT_SCOPE'), scope],
  ['REST 3.0 shaped QUERY_LIMIT_EXCEEDED', 503, REST_3('QUERY_LIMIT_EXCEEDED'), limited],
  ['REST 3.0 shaped unknown code', 400, REST_3('BITRIX_REST_V3_SOMETHING'), refused],
  ['only a description', 400, '{"error_description":"something is wrong"}', internal],
  ['a number as its code', 400, '{"error":0,"error_description":"text"}', internal],
  ['the number 100 as its code', 400, '{"error":100,"error_description":"text"}', refused],
  [
    'ACCESS_DENIED about the plan',
    403,
    '{"error":"ACCESS_DENIED","error_description":"REST is available only on commercial plans."}',
    plan,
  ],
  ['HTML with 200', 200, '<html><body>Please sign in to the WLAN</body></html>', unanswered],
  ['nothing with 200', 200, '', unanswered],
  ['half JSON with 200', 200, '{"result":{"messageId":5', unanswered],
  ['a JSON list with 200', 200, '[1,2,3]', unanswered],
  ['a JSON null with 200', 200, 'null', unanswered],
  ['JSON that is no answer with 200', 200, '{"messageId":5}', unanswered],
  ['a result with 500', 500, '{"result":{"messageId":5}}', unanswered],
  ['nothing with 204', 204, '', unanswered],
  ['HTML with 400', 400, '<html>Bad request</html>', unanswered],
  ['HTML with 403', 403, '<html>Forbidden</html>', unanswered],
  ['HTML with 404', 404, '<html>Not found</html>', unanswered],
  ['HTML with 500', 500, '<html>Oops</html>', unanswered],
  ['HTML with 502', 502, '<html>Bad gateway</html>', unanswered],
  ['nothing with 503', 503, '', unanswered],
  ['HTML with 504', 504, '<html>Gateway timeout</html>', unanswered],
  ['HTML with 520', 520, '<html>Web server returns an unknown error</html>', unanswered],
  ['HTML with 413', 413, '<html>Request entity too large</html>', bodyLimit],
  ['nothing with 407', 407, '', proxy],
  ['a redirect 301', 301, '', moved, { Location: 'https://new.example/rest/' }],
  ['a redirect 302', 302, '', moved, { Location: 'https://new.example/rest/' }],
  ['a redirect 307', 307, '', moved, { Location: 'https://new.example/rest/' }],
  ['a redirect 308', 308, '<html>moved</html>', moved, { Location: 'https://new.example/' }],
  ['a redirect to nowhere', 302, '', moved],
];

const row = (what: string, status: number, body: string, [code, remedy, of]: Expected): ErrorRow => ({
  what,
  status,
  body,
  code,
  remedy,
  scope: of,
});

export const ERROR_ROWS: readonly ErrorRow[] = [
  ...CODES.map(([code, status, expected]) =>
    row(
      `${code || 'an empty code'} with ${status}`,
      status,
      JSON.stringify({ error: code, error_description: 'text' }),
      expected,
    ),
  ),
  ...OTHER_BODIES.map(([what, status, body, expected, headers = {}]) => ({
    ...row(what, status, body, expected),
    headers,
  })),
];
