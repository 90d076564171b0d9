import { mount } from 'svelte';
import Popover from '../../../src-renderer/Popover.svelte';
import '../../../src-renderer/styles/tokens.css';
import '../../../src-renderer/styles/base.css';
import '../../../src-renderer/styles/floating.css';
import Window from '../../../src-renderer/Window.svelte';
import { fakeMain } from '../support/fake-main.ts';
import { upload } from '../support/sample-uploads.ts';
import { world } from '../support/world.ts';

/** One window for the bench: `?screen=popover`, or the main window on a history of `?rows=1000000`. */
const wanted = new URLSearchParams(location.search);
const target = document.getElementById('app');
if (target === null) throw new Error('the page has no place for the window');
const rows = wanted.get('rows');
const main = fakeMain(world(rows === null ? {} : { endless: Number(rows) }));
if (wanted.get('screen') === 'popover') mount(Popover, { target, props: { main } });
else mount(Window, { target, props: { main, start: 'history' } });

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

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

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

async function hear(perSecond: number, seconds: number): Promise<void> {
  const start = performance.now();
  for (let told = 0; told < perSecond * seconds; await new Promise((resolve) => setTimeout(resolve, 5))) {
    const due = Math.min(perSecond * seconds, ((performance.now() - start) / 1000) * perSecond);
    for (; told < due; told++) {
      const id = 1 + (told % 31);
      if (told % 2 === 0) main.tell('uploads.changed', upload(id));
      else main.tell('uploads.progress', { id, sentBytes: told * 1_000, bytesPerSecond: 1_000_000 });
    }
  }
}

Object.assign(globalThis, {
  speed: {
    scrolling: (seconds: number) => longestTask(() => scroll(seconds)),
    hearing: (perSecond: number, seconds: number) => longestTask(() => hear(perSecond, seconds)),
  },
});
