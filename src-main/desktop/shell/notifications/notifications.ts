import { Notification } from 'electron';
import type { Localizer } from '../app/localizer.ts';
import { displayName } from '../app/display-name.ts';
import { notificationBody } from './notification-body.ts';
import {
  NotificationGroups,
  type GroupedNotification,
  type NotificationRules,
  type NotificationRequest,
} from './notification-groups.ts';

export interface NotificationDeps {
  readonly localizer: () => Localizer;
  readonly rules: () => NotificationRules;
  readonly now: () => number;
  /** The user clicked: show it. */
  readonly onOpen: (grouped: GroupedNotification) => void;
}

export interface Notifications {
  notify(request: NotificationRequest): void;
  stop(): void;
}

const CHECK_INTERVAL_MS = 10_000;

/** Shows one notification for each group. A new one replaces the previous one of its group. */
export function createNotifications(deps: NotificationDeps): Notifications {
  const groups = new NotificationGroups(deps.now());
  const shown = new Map<string, Notification>();

  const show = (grouped: GroupedNotification | undefined) => {
    if (grouped === undefined || !Notification.isSupported()) return;
    shown.get(grouped.key)?.close();
    const { title, body } = textOf(grouped, deps.localizer());
    const notification = new Notification({
      title,
      body: notificationBody(body, process.platform),
      silent: grouped.type === 'delivered',
    });
    notification.on('click', () => deps.onOpen(grouped));
    // Without a reference the click would be lost with the object.
    shown.set(grouped.key, notification);
    notification.show();
  };
  const timer = setInterval(() => groups.takeDue(deps.now()).forEach(show), CHECK_INTERVAL_MS);
  return {
    notify: (request) => show(groups.add(request, deps.rules(), deps.now())),
    stop: () => clearInterval(timer),
  };
}

function textOf(
  grouped: GroupedNotification,
  { text }: Localizer,
): { readonly title: string; readonly body: string } {
  const { type, count, first, chatTitle } = grouped;
  if (type === 'needs-you') return { title: text('status.needsYou', { count: 1 }), body: first };
  const values = { count, name: displayName(first), more: count - 1 };
  return {
    title: text(type === 'failed' ? 'notify.failed' : 'notify.delivered', values),
    body: chatTitle === undefined ? text('status.look') : text('notify.to', { chat: displayName(chatTitle) }),
  };
}
