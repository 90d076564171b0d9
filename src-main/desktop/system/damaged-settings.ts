import { Notification } from 'electron';
import type { Desk } from '../desk.ts';

/** Says that settings were damaged and set aside at this start; true when they were. */
export function tellOfDamage({ settings, log, say }: Pick<Desk, 'settings' | 'log' | 'say'>): boolean {
  const { damaged } = settings;
  if (damaged.length === 0) return false;
  log('warn', 'settings could not be read and were set aside', { damaged });
  if (Notification.isSupported()) {
    const { text } = say();
    const told = { title: text('notify.settingsDamaged'), body: text('notify.settingsDamagedMore') };
    new Notification(told).show();
  }
  return true;
}
