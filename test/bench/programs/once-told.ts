import { createInterface } from 'node:readline';

/** Says that it is ready, does its work for each line of input, and says when that is done. */
export async function onceTold(work: (line: string) => Promise<void>): Promise<void> {
  console.log('ready');
  for await (const line of createInterface(process.stdin)) {
    await work(line);
    console.log('done');
  }
}
