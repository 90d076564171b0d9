/** Where a dialog is shown. */
export interface ChatTarget {
  /** Scheme, host and port of the portal. */
  readonly origin: string;
  readonly dialog: string;
  readonly messageId: number | undefined;
}

/** Address of a dialog for the browser, or for Bitrix24's application (reference 8). */
export function chatLink({ origin, dialog, messageId }: ChatTarget, app: 'browser' | 'app'): string {
  if (app === 'app') {
    const message = messageId === undefined ? '' : `/messageId/${messageId}`;
    return `bx://v2/${new URL(origin).hostname}/chat/dialogId/${encodeURIComponent(dialog)}${message}`;
  }
  const url = new URL('/online/', origin);
  url.searchParams.set('IM_DIALOG', dialog);
  if (messageId !== undefined) url.searchParams.set('IM_MESSAGE', String(messageId));
  return url.href;
}

/** Hosts a link may lead to: those of the portals. */
export function hostsOf(origins: readonly string[]): ReadonlySet<string> {
  return new Set(origins.flatMap((origin) => [new URL(origin).host, new URL(origin).hostname]));
}
