/** Codes the portal refuses with, and the status and text it gives them (reference 1.5, 1.6, 2, 4, 6). */
const REFUSALS = {
  // The reference has 400 or 403 for the methods' own codes without saying which has which: 403 is for access.
  BOT_TOKEN_NOT_SPECIFIED: [400, 'Bot token is not specified'],
  BOT_ID_REQUIRED: [400, 'Bot ID is required'],
  BOT_NOT_FOUND: [400, 'Bot not found'],
  BOT_OWNERSHIP_ERROR: [403, 'Bot is registered by another application'],
  BOT_CODE_REQUIRED: [400, 'Bot code is required'],
  BOT_PROPERTIES_REQUIRED: [400, 'Bot properties are required'],
  BOT_CODE_ALREADY_TAKEN: [400, 'Bot code is already taken'],
  BOT_INVALID_TYPE: [400, 'Invalid bot type'],
  BOT_INVALID_EVENT_MODE: [400, 'Invalid event mode'],
  BOT_WEBHOOK_URL_REQUIRED: [400, 'Webhook URL is required'],
  BOT_LIMIT_EXCEEDED: [400, 'Too many bots'],
  BOT_AVATAR_INCORRECT_TYPE: [400, 'Avatar must be an image'],
  BOT_AVATAR_INCORRECT_SIZE: [400, 'Avatar exceeds maximum size'],
  BOT_TOKEN_INVALID_LENGTH: [400, 'Bot token is too long'],
  BOT_TOKEN_ROTATION_FAILED: [400, 'Bot token was not changed'],
  BOT_TYPE_NOT_ALLOWED: [403, 'The bot type does not allow this method'],
  PARAMS_REQUIRED: [400, 'Bot ID or code is required'],
  CHAT_NOT_FOUND: [400, 'Chat not found'],
  ACCESS_DENIED: [403, 'Access denied'],
  FILE_EMPTY: [400, 'File name or content is empty'],
  FILE_TOO_LARGE: [400, 'File is too large'],
  FILE_INVALID_CONTENT: [400, 'Invalid base64 content'],
  FILE_FOLDER_ERROR: [400, 'Failed to get chat folder'],
  FILE_UPLOAD_FAILED: [400, 'File upload failed'],
  FILE_SEND_FAILED: [400, 'Failed to send message'],
  FILE_NOT_FOUND: [400, 'File not found'],
  FILE_ACCESS_ERROR: [403, 'No access to the file'],
  EMPTY_MESSAGE: [400, 'Message is empty'],
  MESSAGE_NOT_FOUND: [400, 'Message not found'],
  MESSAGE_ACCESS_DENIED: [403, 'No access to the message'],
  DIALOG_ID_EMPTY: [400, "Dialog ID can't be empty"],
  CHAT_ID_EMPTY: [400, "Chat ID can't be empty"],
  USERS_EMPTY: [400, "Users can't be empty"],
  ACCESS_ERROR: [403, 'You do not have access to the specified dialog'],
  FIND_SHORT: [400, 'Search text is too short'],
  INTERNAL_SERVER_ERROR: [500, 'Internal server error'],
  ERROR_UNEXPECTED_ANSWER: [500, 'Server returned an unexpected answer'],
  REST_SERVER_NOT_FOUND: [500, 'REST server not found'],
  QUERY_LIMIT_EXCEEDED: [503, 'Too many requests'],
  OPERATION_TIME_LIMIT: [429, 'Method is blocked due to operation time limit.'],
  OVERLOAD_LIMIT: [503, 'REST API is blocked due to overload.'],
  NO_AUTH_FOUND: [401, 'Wrong authorization data'],
  INVALID_CREDENTIALS: [403, 'Invalid request credentials'],
  INVALID_REQUEST: [400, 'Https required.'],
  insufficient_scope: [403, 'The request requires higher privileges than provided by the webhook token'],
  expired_token: [401, 'The access token provided has expired.'],
  invalid_token: [401, 'Unable to get application by token'],
  user_access_error: [403, 'The user does not have access to the application.'],
  PORTAL_DELETED: [403, 'Portal was deleted'],
  ERROR_METHOD_NOT_FOUND: [404, 'Method not found!'],
  ERROR_ARGUMENT: [400, 'The request body is no JSON'],
  ERROR_BATCH_METHOD_NOT_ALLOWED: [405, 'Method is not allowed for batch usage'],
  ERROR_BATCH_LENGTH_EXCEEDED: [400, 'Max batch length exceeded'],
} as const satisfies Record<string, readonly [number, string]>;

type RefusalCode = keyof typeof REFUSALS;

/** The portal says no. The code is what clients go by; the text is not promised to stay. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, description: string) {
    super(description);
    this.code = code;
    this.status = status;
  }
}

/** A refusal with the documented status and, unless another is given, the usual text. */
export function refuse(code: RefusalCode, description?: string): Refusal {
  const [status, text] = REFUSALS[code];
  return new Refusal(code, status, description ?? text);
}

/** A refusal for any code, also one the table does not know. */
export function refuseWith(code: string, status?: number, description?: string): Refusal {
  const known: readonly [number, string] = Object.hasOwn(REFUSALS, code)
    ? REFUSALS[code as RefusalCode]
    : [400, 'Refused'];
  return new Refusal(code, status ?? known[0], description ?? known[1]);
}
