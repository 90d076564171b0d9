import { AppError } from '#domain/errors.ts';
import type { Client, Contract } from './define.ts';
import type { Drop } from './drops.ts';
import type { Bridge, NoticeMessage, Reply } from './wire.ts';

export { AppError } from '#domain/errors.ts';

type Listener = (payload: unknown) => void;

/**
 * The contract as a window calls it: `main.uploads.retry([5])`, `main.app.on('statusChanged', …)`. Calls reject
 * with an `AppError`. Made in the page itself, because a Proxy does not pass the bridge.
 */
export function createClient<C extends Contract>(bridge: Bridge): Client<C> {
  const listeners = new Map<string, Set<Listener>>();
  bridge.listen(({ room, name, payload }: NoticeMessage) => {
    for (const listener of listeners.get(`${room}.${name}`) ?? []) listener(payload);
  });

  const on = (room: string, name: string, listener: Listener) => {
    const key = `${room}.${name}`;
    const heard = listeners.get(key) ?? new Set();
    listeners.set(key, heard.add(listener));
    return () => void heard.delete(listener);
  };

  const room = (roomName: string) =>
    lazily((name) =>
      name === 'on'
        ? (notice: string, listener: Listener) => on(roomName, notice, listener)
        : async (input?: unknown) =>
            valueOf(await bridge.call({ room: roomName, name, ...(input === undefined ? {} : { input }) })),
    );
  return lazily(room) as Client<C>;
}

/** Hands over files that were dropped on or pasted into the page. @throws AppError */
export async function dropFiles(bridge: Bridge, files: readonly unknown[]): Promise<Drop> {
  return valueOf(await bridge.drop(files)) as Drop;
}

function valueOf(reply: Reply): unknown {
  if (reply.ok) return reply.value;
  const { code, ...details } = reply.error;
  throw new AppError(code, 'main answered with a failure', details);
}

/** A record whose members are made when they are asked for. Awaiting it must not take it for a promise. */
function lazily(make: (name: string) => unknown): unknown {
  const made = new Map<string, unknown>();
  return new Proxy(Object.freeze({}), {
    get: (_target, name) => {
      if (typeof name === 'symbol' || name === 'then') return undefined;
      if (!made.has(name)) made.set(name, make(name));
      return made.get(name);
    },
  });
}
