import { z } from 'zod';
import { AppError } from '#domain/errors.ts';
import type { Call, Contract, Handlers, Notice } from './define.ts';
import type { Failure, Reply } from './wire.ts';

/** Answers whatever came over the wire. Never throws and never rejects. */
export type Answer = (message: unknown) => Promise<Reply>;

/** Told of failures nobody foresaw, which a window sees as `internal`. */
export type OnUnforeseen = (thrown: unknown, call: string) => void;

type AnyHandler = (input?: unknown) => unknown;

const message = z.strictObject({
  room: z.string().max(40),
  name: z.string().max(40),
  input: z.unknown().optional(),
});

const REFUSED: Reply = { ok: false, error: { code: 'internal' } };

/**
 * Leads each call to its handler. Only own properties of the contract are calls, so that `constructor` is none;
 * no handler sees an input its schema has not passed.
 */
export function createDispatch<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  onUnforeseen: OnUnforeseen,
): Answer {
  const rooms: Readonly<Record<string, Readonly<Record<string, unknown>>>> = handlers;
  return async (raw) => {
    let called = 'unreadable';
    try {
      const parsed = message.safeParse(raw);
      if (!parsed.success) return REFUSED;
      const { room, name, input } = parsed.data;
      const definition = own(own(contract, room), name);
      const handler = own(own(rooms, room), name);
      if (definition?.kind !== 'call' || typeof handler !== 'function') return REFUSED;
      called = `${room}.${name}`;
      const checked = checkedInput(definition, input);
      if (!checked.ok) return REFUSED;
      return { ok: true, value: await (handler as AnyHandler)(checked.input) };
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code === 'internal') onUnforeseen(thrown, called);
      return { ok: false, error: toFailure(thrown) };
    }
  };
}

/** What a window may learn of a failure. */
export function toFailure(thrown: unknown): Failure {
  const { code, until, host } = AppError.from(thrown);
  return {
    code,
    ...(until === undefined ? {} : { until }),
    ...(host === undefined ? {} : { host }),
  };
}

type Checked = { readonly ok: true; readonly input?: unknown } | { readonly ok: false };

function checkedInput(
  definition: Call<z.ZodType | undefined, unknown> | Notice<unknown>,
  input: unknown,
): Checked {
  if (definition.kind !== 'call') return { ok: false };
  if (definition.input === undefined) return input === undefined ? { ok: true } : { ok: false };
  const parsed = definition.input.safeParse(input);
  return parsed.success ? { ok: true, input: parsed.data } : { ok: false };
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
