import { liveThrough } from './histories.ts';

/** One core's share of the histories, as a process: `node histories-child.ts COUNT SEED UNTIL`. Its last line is JSON. */
const [count = 0, seed = 0, until = 0] = process.argv.slice(2).map(Number);
console.log(JSON.stringify(await liveThrough(count, seed, until)));
