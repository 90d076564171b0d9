import { resolve } from 'node:path';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import type { AfterDelivery, WatchSpec } from '#domain/watch.ts';
import type { OpenHours, WorkingHours } from '#domain/working-hours.ts';
import type { BotSpec, Credentials, EngineConfig, PortalSpec } from '#engine/config.ts';
import type { ConfigFile, PortalEntry, WatchEntry } from './schema.ts';

/**
 * What the engine is told, from a checked file.
 * @param folder the configuration's own, from which relative paths count
 */
export function toEngineConfig(file: ConfigFile, folder: string, dataDir: string): EngineConfig {
  const portals = new Map(file.portals.map((portal) => [portal.name, toPortal(portal)]));
  const bots = new Map(
    file.bots.map((bot) => [bot.name, { ...bot, botToken: bot.botToken } satisfies BotSpec]),
  );
  const { verifyAfterSeconds, retryBaseSeconds, workingHours, ...delivery } = file.delivery;
  const { days, rows } = file.retention;
  return {
    portals: [...portals.values()],
    bots: [...bots.values()],
    watches: file.watches.flatMap((watch) => {
      const portal = portals.get(bots.get(watch.bot)?.portal ?? '');
      return portal === undefined ? [] : [toWatch(watch, portal, folder)]; // `checkNames` was here before
    }),
    delivery: {
      ...delivery,
      verifyAfterMs: verifyAfterSeconds * 1000,
      retryBaseMs: retryBaseSeconds * 1000,
      workingHours: workingHours === undefined ? undefined : toWorkingHours(workingHours),
    },
    retention: { days: days || Infinity, rows: rows || Infinity },
    dataDir,
  };
}

type Week = NonNullable<ConfigFile['delivery']['workingHours']>;

function toWorkingHours(week: Week): WorkingHours {
  const { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = week;
  return [monday, tuesday, wednesday, thursday, friday, saturday, sunday].map((day) => day.map(toOpenHours));
}

/** `08:00-18:00` */
function toOpenHours(text: string): OpenHours {
  const [from = 0, fromMinute = 0, to = 0, toMinute = 0] = text.split(/[:-]/).map(Number);
  return { from: from * 60 + fromMinute, to: to * 60 + toMinute };
}

function toPortal({ name, webhook, oauth, ...limits }: PortalEntry): PortalSpec {
  const credentials: Credentials =
    oauth === undefined ? { type: 'webhook', url: webhook ?? '' } : { type: 'oauth', ...oauth };
  return { name, credentials, ...limits };
}

function toWatch(watch: WatchEntry, portal: PortalSpec, folder: string): WatchSpec {
  const { bot, dialog, quietSeconds, ...rest } = watch;
  return {
    ...rest,
    folder: resolve(folder, watch.folder),
    target: { portal: portal.name, bot, dialog },
    junk: watch.junk ?? DEFAULT_JUNK,
    maxDepth: watch.maxDepth ?? Infinity,
    sizeMax: Math.min(watch.sizeMax ?? Infinity, portal.maxFileBytes),
    ...toQuiet(quietSeconds),
    after: toAfter(watch.after),
  };
}

/** What other machines write onto a network drive pauses longer. */
function toQuiet(seconds: number | undefined): Pick<WatchSpec, 'quietMs' | 'networkQuietMs'> {
  return seconds === undefined ? { quietMs: 5_000, networkQuietMs: 15_000 } : { quietMs: seconds * 1000 };
}

function toAfter(after: WatchEntry['after']): AfterDelivery {
  return typeof after === 'string' ? { type: after } : { type: 'move', to: after.move };
}
