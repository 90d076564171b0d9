import { expect, test } from 'vitest';
import { RunningEngine } from '#test/support/running-engine.ts';

const UPLOAD = 'imbot.v2.File.upload';

/** Refusals that pass by themselves: how often the portal gives them before it works again, and with which status. */
const PASSING = [
  ['0', 400, 2],
  ['', 400, 1],
  ['400', 400, 2],
  ['23000', 400, 1],
  ['INTERNAL_SERVER_ERROR', 500, 1],
  ['ERROR_CORE', 400, 1],
  ['ERROR_UNEXPECTED_ANSWER', 500, 1],
  ['CONNECTION_ERROR', 401, 3],
  ['REST_SERVER_NOT_FOUND', 500, 2],
  ['QUERY_LIMIT_EXCEEDED', 503, 1],
  ['FILE_SEND_FAILED', 400, 2],
  ['ERROR_FROM_OTHER_MODULE', 400, 2],
  ['CANCELED', 400, 1],
  ['ERROR_NO_ACCESS', 400, 1],
  ['CHAT_ID', 400, 1],
  ['FILE_UPLOAD_FAILED', 400, 2],
  ['FILE_FOLDER_ERROR', 400, 1],
  ['NO_AUTH_FOUND', 401, 2],
  ['BOT_TOKEN_NOT_SPECIFIED', 400, 2],
] as const;

test.each(PASSING)('nobody is needed after %j with %i, %i times', async (code, status, times) => {
  const running = await RunningEngine.start();
  running.sandbox.control.fault({ kind: 'refuse', method: UPLOAD, code, status, times });
  running.put('report.pdf');
  await running.engine.rescan();

  await running.until(() => expect(running.names()).toHaveLength(1));
  await running.until(() => expect(states(running)).toEqual(['delivered']));
  const held = running.events.filter((event) => event.type === 'hold' && event.hold.until === undefined);
  expect(held).toEqual([]);
});

/** Refusals that do not pass. */
const LASTING = [
  ['100', 400, 'failed', 'request.refused'],
  ['ERROR_ARGUMENT', 400, 'failed', 'request.refused'],
  ['SOMETHING_NEW', 400, 'failed', 'request.refused'],
  ['FILE_INVALID_CONTENT', 400, 'failed', 'file.content'],
  ['INVALID_CREDENTIALS', 401, 'failed', 'portal.credentials'],
  ['invalid_authentication', 401, 'failed', 'portal.credentials'],
  ['WRONG_LICENSE', 403, 'failed', 'portal.plan'],
  ['USER_NOT_FOUND', 400, 'failed', 'dialog.unknown'],
  ['ACCESS_DENIED', 400, 'failed', 'dialog.access-denied'],
  ['ERROR_NO_ACCESS', 400, 'failed', 'drive.send-failed'],
  ['MESSAGE_DUPLICATED_BY_UUID', 400, 'waiting', 'portal.unfinished'],
] as const;

test.each(LASTING)(
  'after %j with %i, again and again, the file is %s: %s',
  async (code, status, state, ours) => {
    const running = await RunningEngine.start();
    running.sandbox.control.fault({ kind: 'refuse', method: UPLOAD, code, status, times: 0 });
    running.put('report.pdf');
    await running.engine.rescan();

    await running.until(() => expect(states(running)).toEqual([`${state} ${ours}`]));
    expect(running.names()).toEqual([]);
  },
);

test.each(['NO_AUTH_FOUND', 'BOT_TOKEN_NOT_SPECIFIED'])(
  '%s stops the portal or the bot where a small call says the same',
  async (code) => {
    const running = await RunningEngine.start();
    running.put('first.pdf');
    await running.settled();
    running.sandbox.control.fault({ kind: 'refuse', code, times: 0 });
    running.put('report.pdf');
    await running.engine.rescan();

    const ours = code === 'NO_AUTH_FOUND' ? 'portal.credentials' : 'bot.token-missing';
    await running.until(() => expect(states(running)).toContain(`failed ${ours}`));
  },
);

/** States of all uploads; what has ended badly or waits comes with its code. */
function states(running: RunningEngine): string[] {
  return [...running.engine.history.all({})].map(({ state, code }) =>
    code === undefined ? state : `${state} ${code}`,
  );
}
