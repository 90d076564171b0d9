import { Notification } from 'electron';
import type { Say } from '../say.ts';
import { shownName } from '../shown-name.ts';
import { notificationBody } from './notification-body.ts';
import {
  NotificationGroups,
  type Grouped,
  type NotificationRules,
  type Occasion,
} from './notification-groups.ts';

export interface NotificationParts {
  readonly say: () => Say;
  readonly rules: () => NotificationRules;
  readonly now: () => number;
  /** The user clicked: show it. */
  readonly onOpen: (grouped: Grouped) => void;
}

export interface Notifications {
  tell(occasion: Occasion): void;
  stop(): void;
}

const LOOK_EVERY_MS = 10_000;

/** Shows what the groups let through; one notification for each group, in place of its last one. */
export function createNotifications(parts: NotificationParts): Notifications {
  const groups = new NotificationGroups(parts.now());
  const shown = new Map<string, Notification>();

  const show = (grouped: Grouped | undefined) => {
    if (grouped === undefined || !Notification.isSupported()) return;
    shown.get(grouped.key)?.close();
    const { title, body } = textOf(grouped, parts.say());
    const notification = new Notification({
      title,
      body: notificationBody(body, process.platform),
      silent: grouped.type === 'delivered',
    });
    notification.on('click', () => parts.onOpen(grouped));
    // Without a reference the click would be lost with the object.
    shown.set(grouped.key, notification);
    notification.show();
  };
  const timer = setInterval(() => groups.due(parts.now()).forEach(show), LOOK_EVERY_MS);
  return {
    tell: (occasion) => show(groups.take(occasion, parts.rules(), parts.now())),
    stop: () => clearInterval(timer),
  };
}

function textOf(grouped: Grouped, { text }: Say): { readonly title: string; readonly body: string } {
  const { type, count, first, chatTitle } = grouped;
  if (type === 'needs-you') return { title: text('status.needsYou', { count: 1 }), body: first };
  const values = { count, name: shownName(first), more: count - 1 };
  return {
    title: text(type === 'failed' ? 'notify.failed' : 'notify.delivered', values),
    body: chatTitle === undefined ? text('status.look') : text('notify.to', { chat: shownName(chatTitle) }),
  };
}
