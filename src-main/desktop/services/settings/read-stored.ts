import { z } from 'zod';
import { DEFAULTS, stored, type Stored } from './stored.ts';

export interface StoredReading {
  readonly stored: Stored;
  /** Parts that could not be read and are at their defaults now. */
  readonly lost: readonly string[];
}

/**
 * Parses settings from disk or from an export. Each part, and each entry of a list, is parsed alone: an invalid watch
 * does not remove the portals.
 */
export function readStored(raw: Readonly<Record<string, unknown>>): StoredReading {
  const lost: string[] = [];
  const { shape } = stored;

  const part = <S extends z.ZodType>(key: keyof Stored, schema: S, fallback: z.output<S>): z.output<S> => {
    if (raw[key] === undefined) return fallback;
    const parsed = schema.safeParse(raw[key]);
    if (parsed.success) return parsed.data;
    lost.push(key);
    return fallback;
  };

  const list = <S extends z.ZodType>(key: keyof Stored, schema: z.ZodArray<S>): z.output<S>[] => {
    const entries = part(key, z.array(z.unknown()), []);
    const read = entries.map((entry) => schema.element.safeParse(entry));
    if (read.some(({ success }) => !success)) lost.push(key);
    return read.flatMap((entry) => (entry.success ? [entry.data] : []));
  };

  return {
    lost,
    stored: {
      version: 1,
      settings: part('settings', shape.settings, DEFAULTS.settings),
      setup: part('setup', shape.setup, DEFAULTS.setup),
      weakSecrets: part('weakSecrets', shape.weakSecrets, DEFAULTS.weakSecrets),
      portals: list('portals', shape.portals),
      bots: list('bots', shape.bots),
      watches: list('watches', shape.watches),
      dialogs: list('dialogs', shape.dialogs),
    },
  };
}
