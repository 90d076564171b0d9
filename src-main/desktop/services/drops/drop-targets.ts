import type { DropTarget } from '#contract/drops.ts';
import type { AppContext } from '../../app-context.ts';

/** Tiles of the drop window, last used first. */
export function dropTargets({ settings, liveState, portals }: AppContext): readonly DropTarget[] {
  const stored = settings.get();
  return stored.dialogs
    .map((known): DropTarget => {
      const portal = stored.portals.find(({ name }) => name === known.portal);
      const state = portal && portals.item(portal, stored, liveState.holds, 0).state;
      const hold = liveState.holds.find(
        (candidate) => candidate.portal === known.portal && candidate.dialog === known.dialog,
      );
      return {
        portal: known.portal,
        bot: known.bot,
        dialog: known.dialog,
        title: known.title,
        avatar: portals.pictures.get(known.portal, known.avatar),
        color: known.color,
        kind: known.kind,
        lastUsedAt: known.lastUsedAt,
        code: hold?.code ?? (state?.type === 'needs-you' ? state.code : undefined),
      };
    })
    .sort((a, b) => (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0));
}
