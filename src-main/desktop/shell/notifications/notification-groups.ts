/** A request to notify the user. */
export type NotificationRequest =
  | {
      readonly type: 'failed';
      readonly watch: string | undefined;
      readonly name: string;
      readonly upload: number;
    }
  | { readonly type: 'delivered'; readonly chatTitle: string; readonly name: string; readonly upload: number }
  /** Always shown, at once: all uploads of a portal, bot or chat wait for the user. */
  | { readonly type: 'needs-you'; readonly about: string; readonly text: string };

/** One notification, new or in place of the one with the same key. */
export interface GroupedNotification {
  /** One notification is on the screen for each key. */
  readonly key: string;
  readonly type: NotificationRequest['type'];
  readonly count: number;
  /** Name of the first file, or the text. */
  readonly first: string;
  /** Chat of a delivery. */
  readonly chatTitle: string | undefined;
  readonly upload: number | undefined;
}

export interface NotificationRules {
  readonly failures: boolean;
  readonly deliveries: boolean;
}

interface Group {
  readonly since: number;
  readonly shown: GroupedNotification;
}

const GROUP_MS = 300_000;
/** Files found at startup appear in the tray only, to avoid many notifications at login. */
const SILENT_MS = 15_000;

/** Which notifications go on the screen. Times are wall clock in milliseconds. */
export class NotificationGroups {
  readonly #startedAt: number;
  readonly #groups = new Map<string, Group>();

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** The notification to show now, or undefined to stay silent. */
  add(request: NotificationRequest, rules: NotificationRules, now: number): GroupedNotification | undefined {
    if (request.type === 'needs-you') {
      const key = `needs-you:${request.about}`;
      if (this.#isRecent(key, now)) return undefined;
      return this.#show(now, {
        key,
        type: 'needs-you',
        count: 1,
        first: request.text,
        chatTitle: undefined,
        upload: undefined,
      });
    }
    if (request.type === 'failed' ? !rules.failures : !rules.deliveries) return undefined;
    if (now - this.#startedAt < SILENT_MS) return undefined;
    const key =
      request.type === 'failed' ? `failed:${request.watch ?? ''}` : `delivered:${request.chatTitle}`;
    const known = this.#isRecent(key, now) ? this.#groups.get(key) : undefined;
    const shown: GroupedNotification = {
      key,
      type: request.type,
      count: (known?.shown.count ?? 0) + 1,
      first: known?.shown.first ?? request.name,
      chatTitle: request.type === 'delivered' ? request.chatTitle : undefined,
      upload: request.upload,
    };
    this.#groups.set(key, { since: known?.since ?? now, shown });
    // `takeDue` returns the rest of the group as one notification.
    return known === undefined ? shown : undefined;
  }

  /** Removes groups whose time is over, and returns those that grew, for a second notification with the count. */
  takeDue(now: number): readonly GroupedNotification[] {
    const over = [...this.#groups].filter(([, { since }]) => now - since >= GROUP_MS);
    for (const [key] of over) this.#groups.delete(key);
    return over.filter(([, { shown }]) => shown.count > 1).map(([, { shown }]) => shown);
  }

  #isRecent(key: string, now: number): boolean {
    const group = this.#groups.get(key);
    return group !== undefined && now - group.since < GROUP_MS;
  }

  #show(now: number, shown: GroupedNotification): GroupedNotification {
    this.#groups.set(shown.key, { since: now, shown });
    return shown;
  }
}
