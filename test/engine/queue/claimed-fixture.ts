import { DeliveryBench } from '#test/support/delivery-bench.ts';
import type { Mishap } from '#test/support/fake-portal.ts';

/** Twelve files of one dialog, in their order. */
export const NAMES = 'a b c d e f g h i j k l'.split(' ').map((letter) => `${letter}.pdf`);

/** What the portal does with one file, once. */
export function meets(bench: DeliveryBench, name: string, mishap: Mishap): void {
  const { portal } = bench;
  const post = portal.post.bind(portal);
  let isOver = false;
  portal.post = (file, ...rest) => {
    if (file.name === name && !isOver) portal.mishaps.push(mishap);
    isOver ||= file.name === name;
    return post(file, ...rest);
  };
}

/** Twelve files go out; the portal answers at once, but the given one hangs there. */
export async function hangingAt(name: string, bench = new DeliveryBench(), names: readonly string[] = NAMES) {
  meets(bench, name, { type: 'hang' });
  const rows = bench.queue(names);
  await bench.start();
  await bench.clock.advance(1);
  return { bench, rows };
}

/** Each answer takes so long. */
export const answersIn = (delayMs: number) => (bench: DeliveryBench) => {
  const { portal, clock } = bench;
  const post = portal.post.bind(portal);
  portal.post = async (...asked) => {
    const outcome = await post(...asked);
    await new Promise<void>((resolve) => clock.setTimer(delayMs, resolve));
    return outcome;
  };
};

/** The portal goes on, and ten seconds pass. */
export async function letGo(bench: DeliveryBench): Promise<void> {
  bench.portal.release();
  await bench.clock.advance(10_000);
}

/** The first letters of all states. */
export const initials = (bench: DeliveryBench) =>
  bench
    .states()
    .map((state) => state[0])
    .join('');

export const inOrder = (names: readonly string[]) => names.map((name) => `chat5 ${name}`);
