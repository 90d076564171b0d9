import type { Figures, Row } from '../row.ts';
import { Process } from '../support/process.ts';
import { median } from '../support/statistics.ts';

const LINES = [
  { key: 'popover', what: 'popover: page load to first paint', atMost: 150 },
  { key: 'popoverTold', what: 'popover: page load to state, chats and files', atMost: undefined },
  { key: 'window', what: 'main window: page load to first paint', atMost: 400 },
  { key: 'windowTold', what: 'main window: page load to state and files', atMost: undefined },
  { key: 'scrolling', what: 'a long history scrolled: longest task', atMost: 50 },
  { key: 'scrollingAlone', what: 'the same: processor time of the longest task', atMost: undefined },
  { key: 'hearing', what: '1,000 notices a second: longest task', atMost: 100 },
] as const;

/** What somebody sees and feels of the windows, in a Chromium without the rest of the app. */
export const windows: Row = {
  id: 'windows',
  measure: async (workshop) => {
    const args = [workshop.program('windows'), workshop.folder(), String(workshop.runs)];
    const child = new Process(process.execPath, args, { cwd: workshop.folder() });
    const times = JSON.parse(await child.line((line) => line.startsWith('{'))) as Readonly<
      Record<(typeof LINES)[number]['key'], readonly number[]>
    >;
    await child.end();
    return LINES.map(({ key, what, atMost }): Figures => ({
      what,
      against: 'none',
      unit: 'ms',
      ours: median(times[key]),
      peer: undefined,
      ratio: undefined,
      goal: atMost === undefined ? undefined : { of: 'ours', atMost },
      runs: { ours: times[key], peer: [] },
    }));
  },
};
