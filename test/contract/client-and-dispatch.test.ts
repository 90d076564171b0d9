import { expect, expectTypeOf, test, vi } from 'vitest';
import { AppError } from '#domain/errors.ts';
import { createClient, dropFiles } from '#contract/client.ts';
import type { Client, Handlers, Publish } from '#contract/define.ts';
import { createDispatch } from '#contract/dispatch.ts';
import type { Bridge, NoticeMessage } from '#contract/wire.ts';
import { contract, type Row } from './fake-contract.ts';

type Test = typeof contract;

/** A client and its handlers with a wire between them that copies, as processes do. */
function connected(handlers: Partial<Handlers<Test>['rows']> = {}) {
  const listeners = new Set<(notice: NoticeMessage) => void>();
  const unforeseen = vi.fn();
  const answer = createDispatch(
    contract,
    {
      rows: {
        list: () => [{ id: 1, name: 'a' }],
        rename: (row) => row,
        remove: () => undefined,
        ...handlers,
      },
      app: { quit: () => undefined },
    },
    unforeseen,
  );
  const bridge: Bridge = {
    call: async (message) => structuredClone(await answer(structuredClone(message))),
    drop: () => Promise.resolve({ ok: false, error: { code: 'file.vanished' } }),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const tell = (message: NoticeMessage) => listeners.forEach((listen) => listen(structuredClone(message)));
  return { main: createClient<Test>(bridge), bridge, tell, unforeseen };
}

test('a call reaches its handler and its answer comes back', async () => {
  const { main } = connected();

  expect(await main.rows.list()).toEqual([{ id: 1, name: 'a' }]);
  expect(await main.rows.rename({ id: 2, name: 'b' })).toEqual({ id: 2, name: 'b' });
});

test('an input the schema refuses never reaches the handler', async () => {
  const rename = vi.fn((row: Row) => row);
  const { main } = connected({ rename });
  const wrong: unknown[] = [
    { id: 0, name: 'b' },
    { id: 1, name: 'far too long a name' },
    { id: 1, name: 'b', extra: true },
    undefined,
    null,
    [],
  ];

  for (const input of wrong) {
    await expect(main.rows.rename(input as Row)).rejects.toMatchObject({ code: 'internal' });
  }
  expect(rename).not.toHaveBeenCalled();
});

test('a call that takes nothing refuses to be given something', async () => {
  const { bridge } = connected();

  expect(await bridge.call({ room: 'rows', name: 'list', input: 1 })).toMatchObject({ ok: false });
});

test('a failure keeps its code, its time and its host, and loses its text', async () => {
  const { main, unforeseen } = connected({
    remove: () => {
      throw new AppError('portal.moved', 'secret address', { until: 5, host: 'new.example', origin: 'X' });
    },
  });

  const failed = await main.rows.remove(1).catch((thrown: unknown) => thrown);

  expect(failed).toBeInstanceOf(AppError);
  expect(failed).toMatchObject({ code: 'portal.moved', until: 5, host: 'new.example', origin: undefined });
  expect(String(failed)).not.toContain('secret');
  expect(unforeseen).not.toHaveBeenCalled();
});

test('a failure nobody foresaw is internal to the window and told to the log', async () => {
  const boom = new Error('https://portal.example/rest/1/secret/');
  const { bridge, unforeseen } = connected({ list: () => Promise.reject(boom) });

  const reply = await bridge.call({ room: 'rows', name: 'list' });

  expect(reply).toEqual({ ok: false, error: { code: 'internal' } });
  expect(unforeseen).toHaveBeenCalledWith(boom, 'rows.list');
});

test('a notice reaches those who listen for it until they stop', () => {
  const { main, tell } = connected();
  const heard: Row[] = [];
  const stop = main.rows.on('changed', (row) => heard.push(row));

  tell({ room: 'rows', name: 'changed', payload: { id: 1, name: 'a' } });
  tell({ room: 'app', name: 'stopped', payload: true });
  stop();
  tell({ room: 'rows', name: 'changed', payload: { id: 2, name: 'b' } });

  expect(heard).toEqual([{ id: 1, name: 'a' }]);
});

test('a room can be awaited without taking it for a promise', async () => {
  const { main } = connected();

  const room = await (main.rows as unknown as Promise<Client<Test>['rows']>);

  expect(await room.list()).toHaveLength(1);
  expect((await (main as unknown as Promise<Client<Test>>)).rows).toBe(main.rows);
});

test('a refused drop rejects with its code', async () => {
  const { bridge } = connected();

  await expect(dropFiles(bridge, [])).rejects.toMatchObject({ code: 'file.vanished' });
});

test('the types of calls and notices follow from the contract', () => {
  type Main = Client<Test>;

  expectTypeOf<Main['rows']['list']>().toEqualTypeOf<() => Promise<readonly Row[]>>();
  expectTypeOf<Main['rows']['remove']>().toEqualTypeOf<(input: number) => Promise<void>>();
  expectTypeOf<Parameters<Main['rows']['on']>[0]>().toEqualTypeOf<'changed'>();
  expectTypeOf<Parameters<Main['app']['on']>[0]>().toEqualTypeOf<'stopped'>();
  expectTypeOf<keyof Handlers<Test>['rows']>().toEqualTypeOf<'list' | 'rename' | 'remove'>();
  const publish: Publish<Test> = () => undefined;
  publish('rows', 'changed', { id: 1, name: 'a' });
  // @ts-expect-error -- a payload of another notice
  publish('app', 'stopped', { id: 1, name: 'a' });
});
