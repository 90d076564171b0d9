import { toWatchSettings } from '#config/to-watch-spec.ts';
import type { WatchDraft, WatchItem } from '#contract/watches.ts';
import type { AppContext } from '../../app-context.ts';

/** The watches of the settings, and before them those of the machine's policy. */
export function watchItems(context: AppContext): readonly WatchItem[] {
  const { engine, settings } = context;
  const managedWatches = engine.managed.watches.map((spec) =>
    watchItem(context, { ...toWatchSettings(spec), portal: spec.target.portal }, true),
  );
  const taken = new Set(managedWatches.map(({ name }) => name));
  const own = settings.get().watches.filter(({ name }) => !taken.has(name));
  return [...managedWatches, ...own.map((draft) => watchItem(context, draft, false))];
}

function watchItem(context: AppContext, draft: WatchDraft, isLocked: boolean): WatchItem {
  const { liveState, engine } = context;
  const { titleOf } = context.displayContext();
  const pause = liveState.pauseOf(draft.name);
  const duplicateSenders = engine.isRunning ? engine.engine.duplicateSenders() : [];
  const duplicateSender = duplicateSenders.find(
    ({ portal, dialog }) => portal === draft.portal && dialog === draft.dialog,
  );
  return {
    ...draft,
    chatTitle: titleOf(draft) ?? draft.dialog,
    state: engine.managed.refused.watches.has(draft.name)
      ? { type: 'refused', code: 'policy.forbidden' }
      : (liveState.watchStates.get(draft.name) ?? { type: 'starting' }),
    pausedUntil: pause === undefined ? undefined : (pause.until ?? Infinity),
    waiting: liveState.countPending((row) => row.watch === draft.name) + liveState.settlingOf(draft.name),
    lastFile: liveState.lastFileOf(draft.name),
    duplicateSender: duplicateSender && { name: duplicateSender.name, at: duplicateSender.noticedAt },
    isLocked,
  };
}
