import type { ConfigFile } from './schema.ts';
import type { Problem } from './problem.ts';

/** Names that are taken twice, and names that lead nowhere. */
export function checkNames(file: ConfigFile): Problem[] {
  const portals = new Map(file.portals.map((portal) => [portal.name, portal]));
  const bots = new Set(file.bots.map((bot) => bot.name));
  return [
    ...repeated('portals', file.portals),
    ...repeated('bots', file.bots),
    ...repeated('watches', file.watches),
    ...file.bots.flatMap((bot, at) => {
      const portal = portals.get(bot.portal);
      if (portal === undefined) return [unknownName(['bots', at, 'portal'], 'portal', [...portals.keys()])];
      if (portal.webhook === undefined || bot.botToken !== undefined) return [];
      return [{ path: ['bots', at, 'botToken'], expected: 'is missing, a portal with a webhook needs it' }];
    }),
    ...file.watches.flatMap((watch, at) =>
      bots.has(watch.bot) ? [] : [unknownName(['watches', at, 'bot'], 'bot', [...bots])],
    ),
  ];
}

function repeated(
  list: 'portals' | 'bots' | 'watches',
  entries: readonly { readonly name: string }[],
): Problem[] {
  return entries.flatMap(({ name }, at) =>
    entries.findIndex((other) => other.name === name) === at
      ? []
      : [{ path: [list, at, 'name'], expected: 'expected a name that no other entry has' }],
  );
}

function unknownName(path: readonly PropertyKey[], what: string, known: readonly string[]): Problem {
  return {
    path,
    expected: `expected the name of a ${what}: ${known.map((name) => JSON.stringify(name)).join(' or ')}`,
  };
}
