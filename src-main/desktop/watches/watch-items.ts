import { toWatchSettings } from '#config/to-watch-spec.ts';
import type { WatchDraft, WatchItem } from '#contract/watches.ts';
import type { Desk } from '../desk.ts';

/** The watches of the settings, and before them those of the machine's policy. */
export function watchItems(desk: Desk): readonly WatchItem[] {
  const { engine, settings } = desk;
  const managedWatches = engine.managed.watches.map((spec) =>
    watchItem(desk, { ...toWatchSettings(spec), portal: spec.target.portal }, true),
  );
  const taken = new Set(managedWatches.map(({ name }) => name));
  const own = settings.get().watches.filter(({ name }) => !taken.has(name));
  return [...managedWatches, ...own.map((draft) => watchItem(desk, draft, false))];
}

function watchItem(desk: Desk, draft: WatchDraft, isLocked: boolean): WatchItem {
  const { live, engine } = desk;
  const { titleOf } = desk.surroundings();
  const pause = live.pauseOf(draft.name);
  const duplicateSenders = engine.isRunning ? engine.engine.duplicateSenders() : [];
  const duplicateSender = duplicateSenders.find(
    ({ portal, dialog }) => portal === draft.portal && dialog === draft.dialog,
  );
  return {
    ...draft,
    chatTitle: titleOf(draft) ?? draft.dialog,
    state: engine.managed.refused.watches.has(draft.name)
      ? { type: 'refused', code: 'policy.forbidden' }
      : (live.watchStates.get(draft.name) ?? { type: 'starting' }),
    pausedUntil: pause === undefined ? undefined : (pause.until ?? Infinity),
    waiting: live.waitingFor((row) => row.watch === draft.name),
    lastFile: live.lastFileOf(draft.name),
    duplicateSender: duplicateSender && { name: duplicateSender.name, at: duplicateSender.noticedAt },
    isLocked,
  };
}
