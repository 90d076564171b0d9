import type { WatchDraft, WatchItem } from '#contract/watches.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { Desk } from '../desk.ts';

/** The watches of the settings, and before them those the machine's policy has laid down. */
export function watchItems(desk: Desk): readonly WatchItem[] {
  const { engine, settings } = desk;
  const laidDown = engine.governed.laidDown.map((spec) => watchItem(desk, toDraft(spec), true));
  const taken = new Set(laidDown.map(({ name }) => name));
  const own = settings.get().watches.filter(({ name }) => !taken.has(name));
  return [...laidDown, ...own.map((draft) => watchItem(desk, draft, false))];
}

function watchItem(desk: Desk, draft: WatchDraft, isLocked: boolean): WatchItem {
  const { live, engine } = desk;
  const { titleOf } = desk.surroundings();
  const pause = live.pauseOf(draft.name);
  const rivals = engine.isRunning ? engine.engine.rivals() : [];
  const rival = rivals.find(({ portal, dialog }) => portal === draft.portal && dialog === draft.dialog);
  return {
    ...draft,
    chatTitle: titleOf(draft) ?? draft.dialog,
    state: engine.governed.refused.watches.has(draft.name)
      ? { type: 'refused', code: 'policy.forbidden' }
      : (live.watchStates.get(draft.name) ?? { type: 'starting' }),
    pausedUntil: pause === undefined ? undefined : (pause.until ?? Infinity),
    waiting: live.waitingFor((row) => row.watch === draft.name),
    lastFile: live.lastFileOf(draft.name),
    rival: rival && { name: rival.name, at: rival.noticedAt },
    isLocked,
  };
}

/** A watch as the editor would hold it. */
function toDraft(spec: WatchSpec): WatchDraft {
  const { name, folder, target, recursive, sizeMin, existing, changed, repeats, caption, mode } = spec;
  const { maxDepth, sizeMax, after, perMinuteCap } = spec;
  return {
    ...target,
    name,
    folder,
    recursive,
    sizeMin,
    existing,
    changed,
    repeats,
    caption,
    mode,
    perMinuteCap,
    include: [...spec.include],
    exclude: [...spec.exclude],
    junk: [...spec.junk],
    quietSeconds: spec.quietMs / 1_000,
    ...(Number.isFinite(maxDepth) ? { maxDepth } : {}),
    ...(Number.isFinite(sizeMax) ? { sizeMax } : {}),
    after: after.type === 'move' ? { move: after.to } : after.type,
  };
}
