import type { AppContract } from '#contract/contract.ts';
import { createClient, dropFiles } from '#contract/client.ts';
import type { Bridge } from '#contract/wire.ts';
import type { Main } from './main.ts';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly chatdrop: Bridge;
  }
}

/** The other side of the bridge that the preload script put into the window. */
export function mainOfWindow(): Main {
  const bridge = window.chatdrop;
  return {
    client: createClient<AppContract>(bridge),
    drop: (files) => dropFiles(bridge, files),
  };
}
