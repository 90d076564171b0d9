import { visible } from '#domain/visible.ts';
import type { ConfigFile } from './schema.ts';
import type { Problem } from '#config/problem.ts';

/** Most names that a message lists. */
const MAX_NAMES = 10;

/** Names that are taken twice, and names that lead nowhere. */
export function validateNames(file: ConfigFile): Problem[] {
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
  const seen = new Set<string>();
  return entries.flatMap(({ name }, at) => {
    if (seen.has(name)) {
      return [{ path: [list, at, 'name'], expected: 'expected a name that no other entry has' }];
    }
    seen.add(name);
    return [];
  });
}

function unknownName(path: readonly PropertyKey[], what: string, known: readonly string[]): Problem {
  const names = known.slice(0, MAX_NAMES).map((name) => `"${visible(name)}"`);
  return { path, expected: `expected the name of a ${what}: ${names.join(' or ')}` };
}
