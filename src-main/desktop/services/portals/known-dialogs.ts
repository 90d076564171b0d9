import type { DialogItem } from '#contract/portals.ts';
import type { Dialog } from '#bitrix24/chat/dialogs.ts';
import type { AppContext } from '../../app-context.ts';
import type { DialogAppearance, StoredDialog } from '../settings/stored.ts';

const MAX_KNOWN = 200;

export interface DialogKey {
  readonly portal: string;
  readonly bot: string;
  readonly dialog: string;
}

export function isSameDialog(one: DialogKey, other: DialogKey): boolean {
  return one.portal === other.portal && one.bot === other.bot && one.dialog === other.dialog;
}

/** Stores the title of a dialog, for tiles and for the history while the portal is offline. */
export async function rememberDialog(
  context: AppContext,
  dialog: Omit<StoredDialog, 'avatar' | 'color'>,
): Promise<void> {
  const { dialogs } = context.settings.get();
  const known = dialogs.find((candidate) => isSameDialog(candidate, dialog));
  if (known?.title === dialog.title) return;
  const others = dialogs.filter((candidate) => candidate !== known);
  const appearance = context.portals.appearances.get(appearanceKey(dialog.portal, dialog.dialog));
  await context.change({ dialogs: [{ ...known, ...appearance, ...dialog }, ...others].slice(0, MAX_KNOWN) });
}

/** Converts dialogs of the portal for a list. Pictures that are not fetched in time are replaced by a colour. */
export async function toDialogItems(
  context: AppContext,
  portal: string,
  dialogs: readonly Dialog[],
): Promise<readonly DialogItem[]> {
  const { pictures, appearances } = context.portals;
  const shown = dialogs.filter(({ isBot }) => !isBot);
  for (const { id, avatar, color } of shown)
    appearances.set(appearanceKey(portal, id), appearanceOf({ avatar, color }));
  await pictures.prefetch(
    portal,
    shown.map(({ avatar }) => avatar),
  );
  await updateAppearances(context, portal);
  return shown.map(({ id, title, kind, color, avatar }) => ({
    dialog: id,
    title,
    kind,
    avatar: pictures.get(portal, avatar),
    color,
  }));
}

/** Updates tiles from the list, because a request for a single dialog returns no picture. */
async function updateAppearances(context: AppContext, portal: string): Promise<void> {
  const { dialogs } = context.settings.get();
  const next = dialogs.map((known) => {
    const appearance =
      known.portal === portal
        ? context.portals.appearances.get(appearanceKey(portal, known.dialog))
        : undefined;
    if (appearance === undefined || (appearance.avatar === known.avatar && appearance.color === known.color))
      return known;
    const { portal: home, bot, dialog, title, kind, lastUsedAt } = known;
    const used = lastUsedAt === undefined ? {} : { lastUsedAt };
    return { portal: home, bot, dialog, title, kind, ...used, ...appearance };
  });
  if (next.some((dialog, at) => dialog !== dialogs[at])) await context.change({ dialogs: next });
}

function appearanceOf({ avatar, color }: Pick<Dialog, 'avatar' | 'color'>): DialogAppearance {
  return { ...(avatar === undefined ? {} : { avatar }), ...(color === undefined ? {} : { color }) };
}

function appearanceKey(portal: string, dialog: string): string {
  return `${dialog} ${portal}`;
}
