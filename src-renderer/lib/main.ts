import { getContext, setContext } from 'svelte';
import type { AppClient } from '#contract/contract.ts';
import type { Drop } from '#contract/drops.ts';

/** What a window has of the other side. */
export interface Main {
  readonly client: AppClient;
  /** Hands over files that were dropped or pasted; their paths never reach the page. */
  readonly drop: (files: readonly File[]) => Promise<Drop>;
}

const KEY = Symbol('main');

export function provideMain(main: Main): void {
  setContext(KEY, main);
}

/** Only for the state modules' owners; components take props. */
export function useMain(): Main {
  return getContext<Main>(KEY);
}
