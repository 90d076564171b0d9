import { z } from 'zod';
import { botSettings } from '#config/bot.ts';
import { deliverySettings, retentionSettings } from '#config/delivery.ts';
import { text } from '#config/fields.ts';
import { portalSettings } from '#config/portal.ts';
import { watchSettings } from '#config/watch.ts';

/** More of a kind than anybody runs: what is longer was made by mistake. */
const MAX_ENTRIES = 1_000;

/** The configuration file of the command, once `${…}` references are replaced. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    portals: z.array(portalSettings).min(1).max(MAX_ENTRIES),
    bots: z.array(botSettings).max(MAX_ENTRIES).default([]),
    watches: z.array(watchSettings).max(MAX_ENTRIES).default([]),
    delivery: deliverySettings.prefault({}),
    retention: retentionSettings.prefault({}),
    dataDir: text.optional().describe('Holds the history; absolute, below ~/, or relative to this file'),
  })
  .meta({ title: 'Chatdrop configuration' });

export type ConfigFile = z.output<typeof configSchema>;
export type PortalEntry = ConfigFile['portals'][number];
