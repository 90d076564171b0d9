import type { DialogItem } from '#contract/portals.ts';
import type { Dialog } from '#engine/bitrix24/dialogs.ts';
import type { Desk } from '../desk.ts';
import type { StoredDialog } from '../settings/stored.ts';

const MOST_KNOWN = 200;

export interface Which {
  readonly portal: string;
  readonly bot: string;
  readonly dialog: string;
}

export function isSame(one: Which, other: Which): boolean {
  return one.portal === other.portal && one.bot === other.bot && one.dialog === other.dialog;
}

/** Keeps what a dialog is called: for the tiles, and for the history when the portal is away. */
export async function remember(desk: Desk, named: Omit<StoredDialog, 'avatar' | 'color'>): Promise<void> {
  const { dialogs } = desk.settings.get();
  const known = dialogs.find((candidate) => isSame(candidate, named));
  if (known?.title === named.title) return;
  const others = dialogs.filter((candidate) => candidate !== known);
  const look = desk.portals.looks.get(lookKey(named.portal, named.dialog));
  await desk.change({ dialogs: [{ ...known, ...look, ...named }, ...others].slice(0, MOST_KNOWN) });
}

/** What a list of the portal shows, with the pictures that came soon enough; a colour stands for the others. */
export async function seenDialogs(
  desk: Desk,
  portal: string,
  dialogs: readonly Dialog[],
): Promise<readonly DialogItem[]> {
  const { pictures, looks } = desk.portals;
  const shown = dialogs.filter(({ isBot }) => !isBot);
  for (const { id, avatar, color } of shown) looks.set(lookKey(portal, id), lookOf({ avatar, color }));
  await pictures.soon(
    portal,
    shown.map(({ avatar }) => avatar),
  );
  await learnLooks(desk, portal);
  return shown.map(({ id, title, kind, color, avatar }) => ({
    dialog: id,
    title,
    kind,
    avatar: pictures.now(portal, avatar),
    color,
  }));
}

/** Tiles look as the list looked: a dialog that is asked about alone does not tell its picture. */
async function learnLooks(desk: Desk, portal: string): Promise<void> {
  const { dialogs } = desk.settings.get();
  const next = dialogs.map((known) => {
    const look = known.portal === portal ? desk.portals.looks.get(lookKey(portal, known.dialog)) : undefined;
    if (look === undefined || (look.avatar === known.avatar && look.color === known.color)) return known;
    const { portal: home, bot, dialog, title, kind, lastUsedAt } = known;
    const used = lastUsedAt === undefined ? {} : { lastUsedAt };
    return { portal: home, bot, dialog, title, kind, ...used, ...look };
  });
  if (next.some((dialog, at) => dialog !== dialogs[at])) await desk.change({ dialogs: next });
}

/** How a dialog was seen to look; absent parts are left out, as the settings want it. */
export type Look = Pick<StoredDialog, 'avatar' | 'color'>;

function lookOf({ avatar, color }: Pick<Dialog, 'avatar' | 'color'>): Look {
  return { ...(avatar === undefined ? {} : { avatar }), ...(color === undefined ? {} : { color }) };
}

function lookKey(portal: string, dialog: string): string {
  return `${dialog} ${portal}`;
}
