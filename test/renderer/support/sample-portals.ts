import { CHECKS } from '#contract/constants.ts';
import type { BotItem, DialogItem, PortalItem, Verdict } from '#contract/portals.ts';
import type { DropTarget } from '#contract/drops.ts';

export const VERDICTS: readonly Verdict[] = CHECKS.map((id) => ({ id, state: 'ok', code: undefined }));

export function portal(given: Partial<PortalItem> = {}): PortalItem {
  return {
    name: 'office',
    kind: 'webhook',
    host: 'office.bitrix24.de',
    state: { type: 'ok' },
    maxFileBytes: 104_857_599,
    verdicts: VERDICTS,
    watches: 3,
    waiting: 2,
    ...given,
  };
}

/** A portal whose webhook was deleted. */
export function brokenPortal(): PortalItem {
  const failed = VERDICTS.findIndex(({ id }) => id === 'credentials');
  return portal({
    name: 'warehouse',
    host: 'lager.bitrix24.de',
    state: { type: 'needs-you', code: 'portal.credentials', host: undefined },
    verdicts: VERDICTS.map((verdict, index) => {
      if (index === failed) return { ...verdict, state: 'failed', code: 'portal.credentials' };
      return index < failed ? verdict : { ...verdict, state: 'skipped' };
    }),
    watches: 1,
    waiting: 11,
  });
}

export function bot(given: Partial<BotItem> = {}): BotItem {
  return {
    name: 'Scanner',
    portal: 'office',
    botId: 456,
    title: 'Scanner 2. Etage',
    color: 'AQUA',
    avatar: undefined,
    dialogs: ['chat5', 'chat7', '17'],
    code: undefined,
    ...given,
  };
}

const CHATS = [
  'Buchhaltung',
  'Lager West',
  'Geschäftsführung',
  'Vertrieb',
  'Отдел кадров',
  'Support',
  'Einkauf',
];
const PEOPLE = ['Marina Ivanova', 'Jörg Weiß', 'محمد الفارسي', 'Anna Krüger'];

export const DIALOGS: readonly DialogItem[] = [
  ...CHATS.map((title, index) => ({ dialog: `chat${5 + index * 2}`, title, kind: 'chat' as const })),
  ...PEOPLE.map((title, index) => ({ dialog: `${17 + index}`, title, kind: 'person' as const })),
].map((dialog) => ({ ...dialog, avatar: undefined, color: undefined }));

/** Tiles of the drop window: the first `count` dialogs. */
export function targets(count: number, given: Partial<DropTarget> = {}): DropTarget[] {
  const mixed = [0, 7, 1, 2, 3, 4, 8, 5, 9, 6, 10].flatMap((index) => DIALOGS[index] ?? []);
  return mixed.slice(0, count).map((dialog, index) => ({
    portal: 'office',
    bot: 'Scanner',
    lastUsedAt: Date.now() - index * 3_600_000,
    code: undefined,
    ...dialog,
    ...given,
  }));
}
