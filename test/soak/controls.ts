import { killRig } from '#test/crash/kill-rig.ts';
import { powerCutRig } from '#test/crash/power-cut-rig.ts';
import { firstBreach } from '#test/simulation/first-breach.ts';

interface Control {
  readonly name: string;
  /** True when the rig saw what it must see. */
  readonly sees: () => Promise<boolean>;
}

const CONTROLS: readonly Control[] = [
  {
    name: 'look into the chat off',
    sees: async () => (await firstBreach({ isBlind: true })) === 'doubled',
  },
  {
    name: 'settle wait 0',
    sees: async () => (await firstBreach({ verifyAfterMs: 0 })) === 'doubled',
  },
  {
    name: 'settle wait 0, real processes',
    sees: async () =>
      (await killRig({ kills: 6, seed: 3, verifyAfterMs: 0, alwaysLateByMs: 1_500 })).doubled > 0,
  },
  {
    name: 'watcher only',
    sees: async () => (await firstBreach({ isWatcherOnly: true })) === 'lost',
  },
];

const NORMAL: Control = {
  name: 'synchronous NORMAL',
  sees: async () => (await powerCutRig({ cuts: 20, seed: 2, synchronous: 'NORMAL' })).forgotten > 0,
};

/** Runs what must fail; resolves to how many rigs did not notice. */
export async function controls(whyNoCuts: string | undefined): Promise<number> {
  let blind = 0;
  for (const { name, sees } of [...CONTROLS, ...(whyNoCuts === undefined ? [NORMAL] : [])]) {
    const isSeen = await sees();
    if (!isSeen) blind += 1;
    console.log(`control: ${name}: ${isSeen ? 'fails, as it must' : 'NOT SEEN'}`);
  }
  return blind;
}
