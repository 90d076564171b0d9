import { registerHooks } from 'node:module';

/** From here on `electron` is the stand-in, for our bundles and for what they take from node_modules. */
const STAND_IN = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: STAND_IN, shortCircuit: true } : next(specifier, context),
});
