import { makeCodec } from './codec.ts';

/** Name of the binding through which a page reaches the host. */
export const BINDING = '__electronHost';

/**
 * A script for the beginning of every page: the built preload script with a `require` that knows `electron` alone,
 * as a sandboxed one has it.
 */
export function preloadScript(preload: string): string {
  return `(() => {
    const { encode, decode } = (${makeCodec.toString()})();
    const electron = (${world.toString()})(encode, decode, window[${JSON.stringify(BINDING)}]);
    const require = (name) => {
      if (name !== 'electron') throw new Error('module not found: ' + name);
      return electron;
    };
    const module = { exports: {} };
    ((require, module, exports) => { ${preload}\n })(require, module, module.exports);
  })();`;
}

interface PageSide {
  __electronDeliver: (channel: string, text: string) => void;
  __electronFiles: readonly { readonly name: string; readonly path: string }[];
}

/** Runs in the page: what `require('electron')` gives to a sandboxed preload script. */
function world(
  encode: (value: unknown) => string,
  decode: (text: string) => unknown,
  call: (channel: string, text: string) => Promise<string>,
) {
  const page = globalThis as unknown as PageSide;
  const listeners = new Map<string, Set<(...args: unknown[]) => void>>();
  page.__electronFiles = [];
  page.__electronDeliver = (channel, text) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, ...(decode(text) as unknown[]));
  };
  const frozen = (value: unknown): unknown => {
    if (typeof value === 'function') {
      return Object.freeze((...args: unknown[]) => (value as (...a: unknown[]) => unknown)(...args));
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.freeze(
      Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, frozen(inner)])),
    );
  };
  return {
    contextBridge: {
      exposeInMainWorld: (name: string, api: unknown) =>
        Object.defineProperty(globalThis, name, { value: frozen(api), writable: false }),
    },
    ipcRenderer: {
      invoke: async (channel: string, ...args: unknown[]) => {
        const answer = decode(await call(channel, encode(args))) as { error?: string; value?: unknown };
        if (answer.error !== undefined) {
          throw new Error(`Error invoking remote method '${channel}': ${answer.error}`);
        }
        return answer.value;
      },
      on: (channel: string, listener: (...args: unknown[]) => void) => {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      },
      off: (channel: string, listener: (...args: unknown[]) => void) => {
        listeners.get(channel)?.delete(listener);
      },
    },
    webUtils: {
      // A File made by a script has no path; those of the last drop are known by name.
      getPathForFile: (file: { readonly name: string }) =>
        page.__electronFiles.find(({ name }) => name === file.name)?.path ?? '',
    },
  };
}
