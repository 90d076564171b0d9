import type { AppStatus } from '#contract/app.ts';
import type { UpdateState } from '#contract/updates.ts';
import type { Say } from '../say.ts';
import { shownName } from '../shown-name.ts';
import type { HelpTopic } from '../system/help.ts';
import { headline } from './tray-state.ts';

/** A delivered or waiting file the menu can lead to. */
export interface RecentUpload {
  readonly id: number;
  readonly name: string;
  readonly chatTitle: string;
}

export type MenuAction =
  | { readonly type: 'popover' | 'window' | 'settings' | 'quit' | 'resume' | 'history' | 'update' }
  /** Undefined `until`: until it is resumed. */
  | { readonly type: 'pause'; readonly until: number | undefined }
  | { readonly type: 'open-in-chat'; readonly id: number }
  | { readonly type: 'help'; readonly topic: HelpTopic };

export type MenuEntry =
  | { readonly type: 'separator' }
  | { readonly type: 'text'; readonly label: string }
  | { readonly type: 'item'; readonly label: string; readonly action: MenuAction }
  | { readonly type: 'submenu'; readonly label: string; readonly entries: readonly MenuEntry[] };

const MINUTE_MS = 60_000;
const MOST_RECENT = 5;

/** The menu of the tray icon, as a function of what is going on. `now` is wall clock. */
export function trayMenu(
  status: AppStatus,
  recent: readonly RecentUpload[],
  say: Say,
  now: Date,
  update: UpdateState,
): readonly MenuEntry[] {
  const item = (label: string, action: MenuAction): MenuEntry => ({ type: 'item', label, action });
  const separator: MenuEntry = { type: 'separator' };
  return [
    { type: 'text', label: headline(status, say) },
    ...(status.needsYou > 0
      ? [item(say.text('status.needsYou', { count: status.needsYou }), { type: 'history' })]
      : []),
    separator,
    item(say.text('tray.open'), { type: 'window' }),
    item(say.text('tray.drop'), { type: 'popover' }),
    ...pauseEntries(status, say, now),
    ...recentEntries(recent, say),
    separator,
    ...updateEntries(update, say),
    item(say.text('tray.settings'), { type: 'settings' }),
    item(say.text('tray.quit'), { type: 'quit' }),
  ];
}

function pauseEntries(status: AppStatus, say: Say, now: Date): readonly MenuEntry[] {
  if (status.pausedUntil !== undefined) {
    return [{ type: 'item', label: say.text('common.resume'), action: { type: 'resume' } }];
  }
  const pause = (label: string, until: number | undefined): MenuEntry => ({
    type: 'item',
    label,
    action: { type: 'pause', until },
  });
  return [
    {
      type: 'submenu',
      label: say.text('pause.title'),
      entries: [
        pause(say.text('pause.quarter'), now.getTime() + 15 * MINUTE_MS),
        pause(say.text('pause.hour'), now.getTime() + 60 * MINUTE_MS),
        pause(say.text('pause.tomorrow'), tomorrow(now)),
        pause(say.text('pause.open'), undefined),
      ],
    },
  ];
}

function recentEntries(recent: readonly RecentUpload[], say: Say): readonly MenuEntry[] {
  if (recent.length === 0) return [];
  const entries = recent.slice(0, MOST_RECENT).map(({ id, name, chatTitle }): MenuEntry => ({
    type: 'item',
    label: literally(`${shownName(name)} → ${shownName(chatTitle)}`),
    action: { type: 'open-in-chat', id },
  }));
  return [{ type: 'submenu', label: say.text('tray.recent'), entries }];
}

function updateEntries(update: UpdateState, say: Say): readonly MenuEntry[] {
  if (update.type !== 'ready') return [];
  return update.isWaiting
    ? [{ type: 'text', label: say.text('updates.waiting', { version: update.version }) }]
    : [{ type: 'item', label: say.text('updates.restart'), action: { type: 'update' } }];
}

/** Eight in the morning of the next day, local time. */
function tomorrow(now: Date): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 8).getTime();
}

/** A single & underlines the letter behind it in a menu. */
function literally(label: string): string {
  return label.replaceAll('&', '&&');
}
