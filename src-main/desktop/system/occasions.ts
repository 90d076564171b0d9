import type { EngineEvent } from '#engine/events.ts';
import { whatOf } from '#texts/errors.ts';
import type { Desk } from '../desk.ts';
import { needsYou } from '../engine/app-status.ts';
import { toUploadItem } from '../engine/upload-item.ts';
import { shownName } from '../shown-name.ts';
import type { Occasion } from './notification-groups.ts';

/** What an event of the engine is worth telling the user, if anything. */
export function occasionOf(
  event: EngineEvent,
  desk: Pick<Desk, 'surroundings' | 'language' | 'say'>,
): Occasion | undefined {
  switch (event.type) {
    case 'upload': {
      const { row } = event;
      const { name, chatTitle, watch } = toUploadItem(row, desk.surroundings());
      if (row.state === 'delivered') return { type: 'delivered', chatTitle, name, upload: row.id };
      return needsYou(row) ? { type: 'failed', watch, name, upload: row.id } : undefined;
    }
    case 'hold': {
      const { portal, code, until } = event.hold;
      if (event.over || until !== undefined) return undefined;
      const text = `${portal}: ${whatOf(desk.language(), code)}`;
      return { type: 'needs-you', about: `${portal} ${code}`, text };
    }
    case 'duplicateSender': {
      const { portal, dialog } = event.duplicateSender;
      const chat = shownName(desk.surroundings().titleOf(event.duplicateSender) ?? dialog);
      const text = desk.say().text('notify.duplicateSender', { chat });
      return { type: 'needs-you', about: `duplicateSender ${portal} ${dialog}`, text };
    }
    default:
      return undefined;
  }
}
