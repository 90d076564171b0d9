import { AppError } from '#domain/errors.ts';

import type { PostOutcome } from '#engine/ports.ts';

/**
 * Refusals of a request without credentials. A portal takes a damaged body for one without parameters, and the
 * credentials of an upload are in its body (fact 18).
 */
const NO_CREDENTIALS: ReadonlySet<string> = new Set([
  'NO_AUTH_FOUND',
  'BOT_TOKEN_NOT_SPECIFIED',
  'CLIENT_ID_NOT_SPECIFIED',
]);

/**
 * The outcome of an upload, with doubtful refusals judged by a small call that carries the same credentials. If the
 * call works, the upload was damaged on its way; otherwise the failure of the call is the one that counts.
 */
export async function withCredentialsChecked(
  outcome: PostOutcome,
  makeSmallCall: () => Promise<unknown>,
): Promise<PostOutcome> {
  if (outcome.type === 'posted' || !NO_CREDENTIALS.has(outcome.error.origin ?? '')) return outcome;
  const { message, origin } = outcome.error;
  try {
    await makeSmallCall();
  } catch (thrown) {
    return { ...outcome, error: AppError.from(thrown) };
  }
  const error = new AppError('network.damaged', message, origin === undefined ? {} : { origin });
  return { ...outcome, error };
}
