import type { BotSettings } from './bot.ts';
import type { DeliverySettings, RetentionSettings } from './delivery.ts';
import type { Credentials, EngineConfig, PortalSpec } from './engine-config.ts';
import type { PortalSettings } from './portal.ts';
import { toWatchSpec } from './to-watch-spec.ts';
import type { WatchSettings } from './watch-fields.ts';
import { toWorkingHours } from './working-hours.ts';

/** Checked settings, from a file or from the windows. */
export interface EngineSettings {
  /** A portal without `webhook` and `oauth` has its secret locked away: it is left out, its watches stay. */
  readonly portals: readonly PortalSettings[];
  readonly bots: readonly BotSettings[];
  readonly watches: readonly (WatchSettings & { readonly portal: string })[];
  readonly delivery: DeliverySettings;
  readonly retention: RetentionSettings;
}

export interface EnginePlaces {
  readonly dataDir: string;
  /** Makes the path of a watched folder absolute. */
  readonly toPath: (folder: string) => string;
}

/** What the engine is told. */
export function toEngineConfig(settings: EngineSettings, { dataDir, toPath }: EnginePlaces): EngineConfig {
  const { verifyAfterSeconds, retryBaseSeconds, workingHours, ...delivery } = settings.delivery;
  const { days, rows } = settings.retention;
  const portals = settings.portals.flatMap((portal) => toPortalSpec(portal) ?? []);
  const open = new Set(portals.map(({ name }) => name));
  const limits = new Map(settings.portals.map(({ name, maxFileBytes }) => [name, maxFileBytes]));
  return {
    portals,
    bots: settings.bots
      .filter(({ portal }) => open.has(portal))
      .map((bot) => ({ ...bot, botToken: bot.botToken })),
    watches: settings.watches.map((watch) =>
      toWatchSpec(watch, { portal: watch.portal, portalLimit: limits.get(watch.portal), toPath }),
    ),
    delivery: {
      ...delivery,
      verifyAfterMs: verifyAfterSeconds * 1_000,
      retryBaseMs: retryBaseSeconds * 1_000,
      workingHours: workingHours && toWorkingHours(workingHours),
    },
    // In the settings 0 means no limit.
    retention: { days: days || Infinity, rows: rows || Infinity },
    dataDir,
  };
}

function toPortalSpec({ name, webhook, oauth, maxFileBytes, proxy }: PortalSettings): PortalSpec | undefined {
  const credentials = credentialsOf(webhook, oauth);
  return credentials && { name, credentials, maxFileBytes, proxy };
}

function credentialsOf(
  webhook: PortalSettings['webhook'],
  oauth: PortalSettings['oauth'],
): Credentials | undefined {
  if (oauth !== undefined) return { type: 'oauth', ...oauth };
  return webhook === undefined ? undefined : { type: 'webhook', url: webhook };
}
