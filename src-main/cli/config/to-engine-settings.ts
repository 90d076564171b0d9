import type { EngineSettings } from '#config/to-engine-config.ts';
import type { ConfigFile } from './schema.ts';

/** The settings of a checked file. It names a watch's bot alone; the portal is that of the bot. */
export function toEngineSettings(file: ConfigFile): EngineSettings {
  const portals = new Map(file.bots.map(({ name, portal }) => [name, portal]));
  return {
    ...file,
    watches: file.watches.map((watch) => ({ ...watch, portal: portals.get(watch.bot) ?? '' })),
  };
}
