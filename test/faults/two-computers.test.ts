import { expect, test, vi } from 'vitest';
import { Office } from '#test/support/office.ts';

const WARNING = 'another computer posts the same files';

/** A process to which a minute, and only that, is a second: the wait before it looks for other computers. */
const IN_A_HURRY = [
  '--import',
  `data:text/javascript,${encodeURIComponent(`
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (run, ms, ...rest) => setTimeout(run, ms === 60_000 ? 1_000 : ms, ...rest);
  `)}`,
];

test('two computers that post one folder into one chat warn of each other, and each keeps to what it posted itself', async () => {
  const office = await Office.open();
  const computers = ['data', 'data of the other'].map((folder) =>
    office.start(['run', '--data', folder], { nodeOptions: IN_A_HURRY }),
  );
  for (const computer of computers) await computer.prints('watching');
  const files = ['a.pdf', 'b.pdf', 'c.pdf'];
  for (const name of files) office.put(name, `content of ${name}`);
  await office.untilArrived(2 * files.length);

  await vi.waitFor(() => expect(computers.map(({ stdout }) => stdout).join('')).toContain(WARNING), {
    timeout: 20_000,
    interval: 20,
  });
  await Promise.all(computers.map((computer) => computer.end('SIGTERM')));

  const histories = [
    await office.history('--data', 'data'),
    await office.history('--data', 'data of the other'),
  ];
  for (const history of histories) {
    expect(history.map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual(
      files.map((name) => `${name} delivered`),
    );
  }
  const claimed = histories.flat().map(({ messageId }) => messageId);
  expect(claimed.toSorted()).toEqual(
    office
      .arrived()
      .map(({ id }) => id)
      .toSorted(),
  );
});
