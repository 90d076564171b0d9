import { Notification } from 'electron';
import type { AppContext } from '../../app-context.ts';

/** Notifies the user if settings were damaged and set aside at this start. @returns whether they were */
export function notifyDamagedSettings({
  settings,
  log,
  localizer,
}: Pick<AppContext, 'settings' | 'log' | 'localizer'>): boolean {
  const { damaged } = settings;
  if (damaged.length === 0) return false;
  log('warn', 'settings could not be read and were set aside', { damaged });
  if (Notification.isSupported()) {
    const { text } = localizer();
    const notice = { title: text('notify.settingsDamaged'), body: text('notify.settingsDamagedMore') };
    new Notification(notice).show();
  }
  return true;
}
