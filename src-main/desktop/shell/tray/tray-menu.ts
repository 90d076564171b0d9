import type { AppStatus } from '#contract/app.ts';
import type { UpdateState } from '#contract/updates.ts';
import type { Localizer } from '../app/localizer.ts';
import { displayName } from '../app/display-name.ts';
import type { HelpTopic } from '../app/help.ts';
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
const MAX_RECENT = 5;

/** The menu of the tray icon for a state. `now` is wall clock. */
export function trayMenu(
  status: AppStatus,
  recent: readonly RecentUpload[],
  localizer: Localizer,
  now: Date,
  update: UpdateState,
): readonly MenuEntry[] {
  const item = (label: string, action: MenuAction): MenuEntry => ({ type: 'item', label, action });
  const separator: MenuEntry = { type: 'separator' };
  return [
    { type: 'text', label: headline(status, localizer) },
    ...(status.needsYou > 0
      ? [item(localizer.text('status.needsYou', { count: status.needsYou }), { type: 'history' })]
      : []),
    separator,
    item(localizer.text('tray.open'), { type: 'window' }),
    item(localizer.text('tray.drop'), { type: 'popover' }),
    ...pauseEntries(status, localizer, now),
    ...recentEntries(recent, localizer),
    separator,
    ...updateEntries(update, localizer),
    item(localizer.text('tray.settings'), { type: 'settings' }),
    item(localizer.text('tray.quit'), { type: 'quit' }),
  ];
}

function pauseEntries(status: AppStatus, localizer: Localizer, now: Date): readonly MenuEntry[] {
  if (status.pausedUntil !== undefined) {
    return [{ type: 'item', label: localizer.text('common.resume'), action: { type: 'resume' } }];
  }
  const pause = (label: string, until: number | undefined): MenuEntry => ({
    type: 'item',
    label,
    action: { type: 'pause', until },
  });
  return [
    {
      type: 'submenu',
      label: localizer.text('pause.title'),
      entries: [
        pause(localizer.text('pause.quarter'), now.getTime() + 15 * MINUTE_MS),
        pause(localizer.text('pause.hour'), now.getTime() + 60 * MINUTE_MS),
        pause(localizer.text('pause.tomorrow'), tomorrow(now)),
        pause(localizer.text('pause.open'), undefined),
      ],
    },
  ];
}

function recentEntries(recent: readonly RecentUpload[], localizer: Localizer): readonly MenuEntry[] {
  if (recent.length === 0) return [];
  const entries = recent.slice(0, MAX_RECENT).map(({ id, name, chatTitle }): MenuEntry => ({
    type: 'item',
    label: escapeMnemonics(`${displayName(name)} → ${displayName(chatTitle)}`),
    action: { type: 'open-in-chat', id },
  }));
  return [{ type: 'submenu', label: localizer.text('tray.recent'), entries }];
}

function updateEntries(update: UpdateState, localizer: Localizer): readonly MenuEntry[] {
  if (update.type !== 'ready') return [];
  return update.isWaiting
    ? [{ type: 'text', label: localizer.text('updates.waiting', { version: update.version }) }]
    : [{ type: 'item', label: localizer.text('updates.restart'), action: { type: 'update' } }];
}

/** Eight in the morning of the next day, local time. */
function tomorrow(now: Date): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 8).getTime();
}

/** A single & underlines the letter behind it in a menu. */
function escapeMnemonics(label: string): string {
  return label.replaceAll('&', '&&');
}
