import type { EngineEvent } from '#engine/events.ts';
import { whatOf } from '#texts/errors.ts';
import type { AppContext } from '../../app-context.ts';
import { needsYou } from '../../services/engine/app-status.ts';
import { toUploadItem } from '../../services/engine/upload-item.ts';
import { displayName } from '../app/display-name.ts';
import type { NotificationRequest } from './notification-groups.ts';

/** The notification for an event of the engine, if it needs one. */
export function toNotification(
  event: EngineEvent,
  context: Pick<AppContext, 'displayContext' | 'language' | 'localizer'>,
): NotificationRequest | undefined {
  switch (event.type) {
    case 'upload': {
      const { row } = event;
      const { name, chatTitle, watch } = toUploadItem(row, context.displayContext());
      if (row.state === 'delivered') return { type: 'delivered', chatTitle, name, upload: row.id };
      return needsYou(row) ? { type: 'failed', watch, name, upload: row.id } : undefined;
    }
    case 'hold': {
      const { portal, code, until } = event.hold;
      if (event.over || until !== undefined) return undefined;
      const text = `${portal}: ${whatOf(context.language(), code)}`;
      return { type: 'needs-you', about: `${portal} ${code}`, text };
    }
    case 'duplicateSender': {
      const { portal, dialog } = event.duplicateSender;
      const chat = displayName(context.displayContext().titleOf(event.duplicateSender) ?? dialog);
      const text = context.localizer().text('notify.duplicateSender', { chat });
      return { type: 'needs-you', about: `duplicateSender ${portal} ${dialog}`, text };
    }
    default:
      return undefined;
  }
}
