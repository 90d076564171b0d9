import { DEFAULT_JUNK } from '#domain/junk.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { WatchSettings } from './watch-fields.ts';

const QUIET_MS = 5_000;
/** Other machines pause longer while they write onto a network drive. */
const NETWORK_QUIET_MS = 15_000;

export interface WatchPlace {
  readonly portal: string;
  /** Bytes; the limit of the portal. */
  readonly portalLimit?: number | undefined;
  /** Makes the path of a folder absolute. */
  readonly toPath: (folder: string) => string;
}

/** A watch as the engine takes it, whoever wrote it. */
export function toWatchSpec(watch: WatchSettings, { portal, portalLimit, toPath }: WatchPlace): WatchSpec {
  const { name, bot, dialog, folder, after, junk, maxDepth, sizeMax, quietSeconds, ...rules } = watch;
  const {
    include,
    exclude,
    hidden,
    existing,
    caption,
    changed,
    repeats,
    recursive,
    sizeMin,
    perMinuteCap,
    mode,
  } = rules;
  return {
    name,
    folder: toPath(folder),
    target: { portal, bot, dialog },
    include,
    exclude,
    junk: junk ?? DEFAULT_JUNK,
    hidden,
    existing,
    caption,
    changed,
    repeats,
    recursive,
    maxDepth: maxDepth ?? Infinity,
    sizeMin,
    sizeMax: Math.min(sizeMax ?? Infinity, portalLimit ?? Infinity),
    perMinuteCap,
    mode,
    ...(quietSeconds === undefined
      ? { quietMs: QUIET_MS, networkQuietMs: NETWORK_QUIET_MS }
      : { quietMs: quietSeconds * 1_000 }),
    after: typeof after === 'string' ? { type: after } : { type: 'move', to: after.move },
  };
}

/** The settings of a watch that the engine runs, such as one of the policy. */
export function toWatchSettings(spec: WatchSpec): WatchSettings {
  const { target, quietMs, networkQuietMs, maxDepth, sizeMax, after, include, exclude, junk, ...rest } = spec;
  return {
    ...rest,
    bot: target.bot,
    dialog: target.dialog,
    include: [...include],
    exclude: [...exclude],
    junk: [...junk],
    ...(networkQuietMs === undefined ? { quietSeconds: quietMs / 1_000 } : {}),
    ...(Number.isFinite(maxDepth) ? { maxDepth } : {}),
    ...(Number.isFinite(sizeMax) ? { sizeMax } : {}),
    after: after.type === 'move' ? { move: after.to } : after.type,
  };
}
