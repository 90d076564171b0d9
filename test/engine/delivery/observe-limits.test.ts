import { expect, test } from 'vitest';
import { AppError, type ErrorCode } from '#domain/errors.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

const refuse = (code: ErrorCode) => ({ type: 'refuse', error: new AppError(code, 'test') }) as const;

test('a size the portal refused is not sent to it again, smaller files are', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(refuse('portal.body-limit'));
  bench.queue(['the longest name of them.zip', 'the longest name of all.zip.', 'a.zip']);

  await bench.start();

  expect(bench.rows().map(({ state, code }) => [state, code])).toEqual([
    ['failed', 'portal.body-limit'],
    ['failed', 'portal.body-limit'],
    ['delivered', undefined],
  ]);
  expect(bench.rows().map(({ attempts }) => attempts)).toEqual([1, 0, 1]);

  await bench.restart();
  bench.queue(['another name that is just as long.zip']);
  await bench.clock.advance(0);
  expect(bench.rows()[3]).toMatchObject({ state: 'failed', attempts: 0 });
});

test('a file above the limit set for the portal never leaves the disk, also when it is sent by hand', async () => {
  const bench = new DeliveryBench();
  Object.assign(bench.portal, { maxFileBytes: 5 });
  bench.queue(['a.zip']);

  await bench.start();

  expect(bench.rows()[0]).toMatchObject({ state: 'failed', code: 'file.too-large', attempts: 0 });
});
