import type { Bridge, NoticeMessage } from '#contract/wire.ts';
import { fakeMain } from '../support/fake-main.ts';
import { upload } from '../support/sample-uploads.ts';
import { world } from '../support/world.ts';

/**
 * For the bench, which puts it into the built pages before their own scripts, where the preload script stands in the
 * app: a main in memory, on a history of `?rows=1000000`, and what is measured from within.
 */
const rows = new URLSearchParams(location.search).get('rows');
const main = fakeMain(world(rows === null ? {} : { endless: Number(rows) }));
let hear: (notice: NoticeMessage) => void = () => undefined;
const rooms = main.client as unknown as Readonly<
  Record<string, Readonly<Record<string, (input: unknown) => Promise<unknown>>>>
>;
const bridge: Bridge = {
  call: async ({ room, name, input }) => ({ ok: true, value: await rooms[room]?.[name]?.(input) }),
  listen: (listener) => {
    hear = listener;
    return () => (hear = () => undefined);
  },
  drop: async (files) => ({ ok: true, value: await main.drop(files as readonly File[]) }),
};

const tell = (name: 'changed' | 'progress', payload: unknown) => hear({ room: 'uploads', name, payload });
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Longest time in ms for which the page did nothing else while `work` went on. */
async function longestTask(work: () => Promise<void>): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  let longest = 0;
  let last = performance.now();
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    port2.postMessage(undefined);
  };
  port2.postMessage(undefined);
  await work();
  port1.close();
  return longest;
}

/** Milliseconds until the browser has drawn something other than the ground. */
function painted(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((entries) => {
      const [paint] = entries.getEntriesByName('first-contentful-paint');
      if (paint !== undefined) resolve(paint.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
}

/** Milliseconds until a frame holds such an element: the first one that begins after it is there. */
function shown(selector: string): Promise<number> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector(selector) === null) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}

async function scroll(seconds: number): Promise<void> {
  const list = document.querySelector('[role=list]');
  if (list === null) throw new Error('the page has no list');
  const end = performance.now() + seconds * 1000;
  for (let step = 1; performance.now() < end; step++) {
    // By hand most of the time; now and then the scrollbar is thrown somewhere else.
    if (step % 60 === 0) list.scrollTop = (list.scrollHeight * ((step / 60) % 10)) / 10;
    else list.scrollTop += 700;
    await frame();
  }
}

async function tellMany(perSecond: number, seconds: number): Promise<void> {
  const start = performance.now();
  for (let told = 0; told < perSecond * seconds; await new Promise((resolve) => setTimeout(resolve, 5))) {
    const due = Math.min(perSecond * seconds, ((performance.now() - start) / 1000) * perSecond);
    for (; told < due; told++) {
      const id = 1 + (told % 31);
      if (told % 2 === 0) tell('changed', upload(id));
      else tell('progress', { id, sentBytes: told * 1_000, bytesPerSecond: 1_000_000 });
    }
  }
}

Object.assign(globalThis, {
  chatdrop: bridge,
  speed: {
    painted: painted(),
    /** What main has to say: the state of the program, and the first upload. */
    told: Promise.all([shown('header.status h1, .headline'), shown('[data-row], ul li .name')]).then(
      (times) => Math.max(...times),
    ),
    scrolling: (seconds: number) => longestTask(() => scroll(seconds)),
    hearing: (perSecond: number, seconds: number) => longestTask(() => tellMany(perSecond, seconds)),
  },
});
