import { normalize } from 'node:path';
import { expandHome } from '#config/expand-home.ts';
import type { BotSpec, EngineConfig, PortalSpec } from '#config/engine-config.ts';
import { toWatchSpec } from '#config/to-watch-spec.ts';
import { readAddress } from '#domain/address.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { Policy } from './schema.ts';

/** Something of the user's settings, or of the policy itself, that is left out. */
export interface PolicyRefusal {
  readonly what: 'portal' | 'watch';
  readonly name: string;
  /**
   * The part of the policy that decided; `bot` for a watch of the policy whose bot the settings do not have, and
   * `portal` for a watch whose portal was refused.
   */
  readonly by: 'portals' | 'watches' | 'dialogs' | 'bot' | 'portal';
}

export interface UnderPolicy {
  readonly config: EngineConfig;
  readonly refusals: readonly PolicyRefusal[];
}

/**
 * The settings as far as the policy allows them, with what it adds. Both hosts pass every configuration through
 * it, right before the engine, so that no way into the settings (importing them, editing the file) leads past it.
 * @param home for `~/` in the folders of the policy
 */
export function applyPolicy(config: EngineConfig, policy: Policy, home: string): UnderPolicy {
  const isAllowed = (spec: PortalSpec) =>
    policy.portals?.locked !== true || policy.portals.hosts.includes(hostOf(spec) ?? '');
  const portals = config.portals.filter(isAllowed).map((spec) => withSizeLimit(spec, policy));
  const names = new Set(portals.map(({ name }) => name));
  const bots = config.bots.filter(({ portal }) => names.has(portal));
  const dialogs = dialogsByPortal(portals, policy);

  const refusals: PolicyRefusal[] = config.portals
    .filter((spec) => !isAllowed(spec))
    .map(({ name }) => ({ what: 'portal', name, by: 'portals' }));
  const watches = watchesUnder(config, policy, bots, home, refusals).flatMap((watch) => {
    const { portal, dialog } = watch.target;
    const refusedBy = refusalOfTarget(names.has(portal), dialogs[portal], dialog);
    if (refusedBy === undefined) return [withFileRules(watch, portals, policy)];
    refusals.push({ what: 'watch', name: watch.name, by: refusedBy });
    return [];
  });

  const forbiddenExtensions = forbiddenIn(policy);
  return { config: { ...config, portals, bots, watches, rules: { forbiddenExtensions, dialogs } }, refusals };
}

/** The user's watches and those of the policy, whose names count more. */
function watchesUnder(
  config: EngineConfig,
  { watches }: Policy,
  bots: readonly BotSpec[],
  home: string,
  refusals: PolicyRefusal[],
): readonly WatchSpec[] {
  const toPath = (folder: string) => normalize(expandHome(folder, home));
  const presets = (watches?.entries ?? []).flatMap((preset) => {
    const bot = bots.find(({ name }) => name === preset.bot);
    if (bot !== undefined) return [toWatchSpec(preset, { portal: bot.portal, toPath })];
    refusals.push({ what: 'watch', name: preset.name, by: 'bot' });
    return [];
  });
  const taken = new Set(watches?.entries.map(({ name }) => name));
  const own = config.watches.filter(({ name }) => !taken.has(name));
  if (watches?.locked !== true) return [...presets, ...own];
  for (const { name } of own) refusals.push({ what: 'watch', name, by: 'watches' });
  return presets;
}

function refusalOfTarget(
  hasPortal: boolean,
  allowed: readonly string[] | undefined,
  dialog: string,
): PolicyRefusal['by'] | undefined {
  if (!hasPortal) return 'portal';
  return allowed === undefined || allowed.includes(dialog) ? undefined : 'dialogs';
}

function withSizeLimit(spec: PortalSpec, { files }: Policy): PortalSpec {
  return { ...spec, maxFileBytes: Math.min(spec.maxFileBytes, files?.maxBytes ?? Infinity) };
}

function withFileRules(watch: WatchSpec, portals: readonly PortalSpec[], policy: Policy): WatchSpec {
  const limit = portals.find(({ name }) => name === watch.target.portal)?.maxFileBytes ?? Infinity;
  const forbidden = forbiddenIn(policy).map((extension) => `*.${extension}`);
  return { ...watch, exclude: [...watch.exclude, ...forbidden], sizeMax: Math.min(watch.sizeMax, limit) };
}

function forbiddenIn({ files }: Policy): readonly string[] {
  return (files?.forbiddenExtensions ?? []).map((extension) => extension.toLowerCase());
}

function dialogsByPortal(
  portals: readonly PortalSpec[],
  { dialogs = {} }: Policy,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    portals.flatMap((spec) => {
      const host = hostOf(spec);
      const allowed = host !== undefined && Object.hasOwn(dialogs, host) ? dialogs[host] : undefined;
      return allowed === undefined ? [] : [[spec.name, allowed]];
    }),
  );
}

/** `office.bitrix24.com`, with a port where there is one. */
function hostOf({ credentials }: PortalSpec): string | undefined {
  const address = readAddress(credentials.type === 'oauth' ? credentials.domain : credentials.url);
  return address.ok ? address.origin.replace(/^https?:\/\//, '') : undefined;
}
