import { DEFAULTS, stored, type Stored } from './stored.ts';

type Raw = Readonly<Record<string, unknown>>;

/** Turns settings of version n, at index n - 1, into those of the next version. Never edited once released. */
export type Migration = (raw: Raw) => Raw;
const MIGRATIONS: readonly Migration[] = [];

export interface Read {
  readonly stored: Stored;
  /** Parts that could not be read and are at their defaults now. */
  readonly lost: readonly string[];
}

/**
 * Settings as this version knows them. What cannot be read is lost part by part, so that a broken watch does not
 * take the portals with it.
 */
export function readStored(raw: Raw, migrations: readonly Migration[] = MIGRATIONS): Read {
  const current = migrated(raw, migrations);
  const lost: string[] = [];
  const parts = Object.entries(stored.shape).map(([key, shape]) => {
    const fallback = DEFAULTS[key as keyof Stored];
    if (key === 'version' || current[key] === undefined) return [key, fallback] as const;
    const parsed = shape.safeParse(current[key]);
    if (parsed.success) return [key, parsed.data] as const;
    lost.push(key);
    return [key, Array.isArray(fallback) ? readable(current[key], key) : fallback] as const;
  });
  return { stored: stored.parse(Object.fromEntries(parts)), lost };
}

function migrated(raw: Raw, migrations: readonly Migration[]): Raw {
  const version = typeof raw['version'] === 'number' ? raw['version'] : 1;
  return migrations.slice(Math.max(0, version - 1)).reduce((current, migrate) => migrate(current), raw);
}

/** The entries of a list that can be read. */
function readable(list: unknown, key: string): readonly unknown[] {
  const shape = stored.shape[key as 'portals'];
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  return entries.filter((entry) => shape.safeParse([entry]).success);
}
