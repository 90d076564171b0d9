import type { AppClient } from '#contract/contract.ts';
import type { Main } from '../../../src-renderer/lib/main.ts';
import { answers } from './answers.ts';
import type { World } from './world.ts';

type Listener = (payload: unknown) => void;

/** The other side of a window, in memory: answers from a world, remembers what was asked, tells what it is told to. */
export interface FakeMain extends Main {
  readonly world: World;
  /** `uploads.retry` and its input, in order. */
  readonly calls: readonly { readonly call: string; readonly input: unknown }[];
  /** The inputs of one call. */
  readonly inputsOf: (call: string) => readonly unknown[];
  readonly tell: (notice: string, payload: unknown) => void;
}

export function fakeMain(world: World): FakeMain {
  const calls: { call: string; input: unknown }[] = [];
  const listeners = new Map<string, Set<Listener>>();
  const tell = (notice: string, payload: unknown) => {
    for (const listener of listeners.get(notice) ?? []) listener(payload);
  };
  const on = (notice: string, listener: Listener) => {
    const heard = listeners.get(notice) ?? new Set();
    listeners.set(notice, heard.add(listener));
    return () => void heard.delete(listener);
  };
  const ask = async (call: string, input: unknown, answer: (input: never) => unknown) => {
    calls.push({ call, input });
    await Promise.resolve();
    const code = world.failing[call];
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    if (world.silent.includes(call)) return new Promise(() => undefined);
    return structuredClone(answer(input as never));
  };

  const client = Object.fromEntries(
    Object.entries(answers(world, tell)).map(([room, functions]) => [
      room,
      {
        ...Object.fromEntries(
          Object.entries(functions as Record<string, (input: never) => unknown>).map(([name, answer]) => [
            name,
            (input: unknown) => ask(`${room}.${name}`, input, answer),
          ]),
        ),
        on: (name: string, listener: Listener) => on(`${room}.${name}`, listener),
      },
    ]),
  ) as unknown as AppClient;

  return {
    client,
    drop: async (files) => {
      calls.push({ call: 'drop', input: files.map(({ name }) => name) });
      const code = world.failing['drop'];
      if (code !== undefined) throw Object.assign(new Error(code), { code });
      await Promise.resolve();
      return world.drop;
    },
    world,
    calls,
    inputsOf: (wanted) => calls.filter(({ call }) => call === wanted).map(({ input }) => input),
    tell,
  };
}
