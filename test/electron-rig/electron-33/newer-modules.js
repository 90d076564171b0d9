/** Module hooks: modules of Node that Electron 33 (Node 20.18) lacks, or has in an older form, come from here. */
const OWN = new Map(
  ['node:sqlite', 'node:tls'].map((name) => [name, new URL(`./${name.slice(5)}.js`, import.meta.url).href]),
);

export function resolve(specifier, context, next) {
  const url = OWN.get(specifier);
  // The replacement itself asks for the original.
  return url === undefined || context.parentURL === url
    ? next(specifier, context)
    : { url, shortCircuit: true };
}
