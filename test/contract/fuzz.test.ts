import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { contract } from '#contract/contract.ts';
import type { AppHandlers } from '#contract/contract.ts';
import type { Contract } from '#contract/define.ts';
import { createDispatch } from '#contract/dispatch.ts';

const MESSAGES = 100_000;
const SECRET = 'c4n4ryc4n4ryc4n4';

/** Every call of the real contract, so that messages come as near to a good one as can be without being it. */
const whole: Contract = contract;
const calls = Object.entries(whole).flatMap(([room, members]) =>
  Object.entries(members).flatMap(([name, member]) =>
    member.kind === 'call' ? [{ room, name, takesNothing: member.input === undefined, member }] : [],
  ),
);

const handler = vi.fn(() => SECRET);
const handlers = Object.fromEntries(
  Object.keys(contract).map((room) => [
    room,
    Object.fromEntries(calls.filter((call) => call.room === room).map(({ name }) => [name, handler])),
  ]),
) as unknown as AppHandlers;

const hostileName = fc.oneof(
  fc.constantFrom('constructor', '__proto__', 'toString', 'then', 'hasOwnProperty', 'valueOf', 'on', ''),
  fc.constantFrom(...calls.map(({ room }) => room)),
  fc.constantFrom(...calls.map(({ name }) => name)),
  fc.string({ maxLength: 60 }),
);
const anything = fc.anything({
  maxDepth: 3,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withTypedArray: true,
});
const hostileMessage = fc.oneof(
  anything,
  fc.record({ room: hostileName, name: hostileName, input: anything }, { requiredKeys: [] }),
  fc.record({ room: fc.constantFrom('uploads', 'app'), name: hostileName, input: anything, more: fc.nat() }),
  fc.constantFrom(...calls).chain(({ room, name }) => anything.map((input) => ({ room, name, input }))),
);

/** True for what is a proper call by accident. */
function isProper(message: unknown): boolean {
  const { room, name, input, ...rest } = Object(message) as Record<string, unknown>;
  const call = calls.find((candidate) => candidate.room === room && candidate.name === name);
  if (call === undefined || Object.keys(rest).length > 0) return false;
  return call.takesNothing ? input === undefined : call.member.input?.safeParse(input).success === true;
}

test(
  `${MESSAGES.toLocaleString('en')} malformed messages: no crash, no handler reached, nothing told`,
  { timeout: 300_000 },
  async () => {
    const answer = createDispatch(contract, handlers, vi.fn());
    let sent = 0;

    await fc.assert(
      fc.asyncProperty(hostileMessage, async (message) => {
        fc.pre(!isProper(message));
        const reply = await answer(message);
        sent++;
        expect(reply).toEqual({ ok: false, error: { code: 'internal' } });
      }),
      { numRuns: MESSAGES, maxSkipsPerRun: 1_000 },
    );

    expect(sent).toBe(MESSAGES);
    expect(handler).not.toHaveBeenCalled();
  },
);

test('a message whose members throw when they are read is refused like any other', async () => {
  const answer = createDispatch(contract, handlers, vi.fn());
  const trap = new Proxy(
    {},
    {
      get: () => {
        throw new Error(SECRET);
      },
    },
  );

  for (const message of [trap, { room: 'uploads', name: 'retry', input: trap }]) {
    expect(JSON.stringify(await answer(message))).toBe('{"ok":false,"error":{"code":"internal"}}');
  }
  expect(handler).not.toHaveBeenCalled();
});

test('the control: a proper message does reach its handler', async () => {
  const answer = createDispatch(contract, handlers, vi.fn());

  expect(await answer({ room: 'app', name: 'status' })).toEqual({ ok: true, value: SECRET });
  expect(handler).toHaveBeenCalledOnce();
});
