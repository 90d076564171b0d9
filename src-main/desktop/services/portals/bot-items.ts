import type { BotItem } from '#contract/portals.ts';
import type { Bot, BotLooks } from '#bitrix24/admin/bots.ts';
import type { AppContext } from '../../app-context.ts';
import type { StoredBot } from '../settings/stored.ts';

export function botItems(context: AppContext): readonly BotItem[] {
  return context.settings.get().bots.map((bot) => botItem(context, bot));
}

export function botItem({ settings, liveState, portals }: AppContext, bot: StoredBot): BotItem {
  const { name, portal, botId, title, color, avatar } = bot;
  const { dialogs, watches } = settings.get();
  const serves = [...dialogs, ...watches].filter((used) => used.portal === portal && used.bot === name);
  const hold = liveState.holds.find(
    (known) => known.portal === portal && known.bot === name && known.dialog === undefined,
  );
  return {
    name,
    portal,
    botId,
    title,
    color,
    avatar: portals.pictures.get(portal, avatar),
    dialogs: [...new Set(serves.map(({ dialog }) => dialog))],
    code: hold?.code,
  };
}

/** The appearance as the API takes it: the picture as plain Base64, unchanged parts left out. */
export function toBotLooks(name: string, color: string | undefined, picture: string | undefined): BotLooks {
  return {
    name,
    ...(color === undefined ? {} : { color }),
    ...(picture === undefined ? {} : { avatar: picture.replace(/^data:[^,]*,/, '') }),
  };
}

/** The appearance as the settings store it. A response without a picture leaves the stored one. */
export function toStoredLooks(
  { avatar }: Bot,
  color: string | undefined,
): Pick<StoredBot, 'color' | 'avatar'> {
  return { ...(color === undefined ? {} : { color }), ...(avatar === undefined ? {} : { avatar }) };
}

/** The title, with a number if another bot has that name. */
export function freeBotName(title: string, bots: readonly StoredBot[]): string {
  const taken = new Set(bots.map(({ name }) => name));
  let [name, count] = [title, 1];
  while (taken.has(name)) name = `${title} ${(count += 1)}`;
  return name;
}
