import type { Translation } from '../shape.ts';
import type { status as english } from '../en/status.ts';

export const status: Translation<typeof english> = {
  'status.ok': 'Alles ist zugestellt',
  'status.idle': 'Bereit',
  'status.sending': '{count, plural, one {# Datei wird gesendet} other {# Dateien werden gesendet}}',
  'status.sendingOf': '{sending} von {total} wird gesendet',
  'status.waiting': '{count, plural, one {# Datei wartet} other {# Dateien warten}}',
  'status.needsYou': '{count, plural, one {# Datei braucht Sie} other {# Dateien brauchen Sie}}',
  'status.offline': 'Offline',
  'status.offlineNext': 'Geht von selbst weiter, sobald das Netz zurück ist',
  'status.paused': 'Pausiert',
  'status.pausedUntil': 'Geht um {time} weiter',
  'status.pausedOpen': 'Geht weiter, wenn Sie fortsetzen',
  'status.error': 'Etwas stimmt nicht',
  'status.watched':
    '{count, plural, =0 {Kein Ordner überwacht} one {# Ordner überwacht} other {# Ordner überwacht}}',
  'status.last': 'letzte Datei {time}',
  'status.look': 'Zeigen',
  'pause.title': 'Pause',
  'pause.quarter': '15 Minuten',
  'pause.hour': 'Eine Stunde',
  'pause.tomorrow': 'Bis morgen',
  'pause.open': 'Bis ich fortsetze',
  'popover.pin': 'Dieses Fenster offen halten',
  'popover.unpin': 'Fenster darf verschwinden',
  'popover.window': 'Hauptfenster öffnen',
  'popover.now': 'Jetzt',
  'popover.delivered': 'Zugestellt',
  'popover.nothing': 'Noch nichts gesendet',
  'popover.nothingNext': 'Ziehen Sie eine Datei auf einen Chat, oder lassen Sie einen Ordner überwachen.',
  'popover.all': 'Ganzer Verlauf',
  'strip.limited': '{host} bittet um Geduld, weiter {time}',
  'strip.offline': '{host} ist nicht erreichbar, es wird von selbst versucht',
  'strip.offlineAt': '{host} ist nicht erreichbar, nächster Versuch {time}',
  'strip.needsYou': '{host}: {what}',
  'strip.fix': 'Beheben',
  'tray.open': 'Chatdrop öffnen',
  'tray.drop': 'Ablagefenster',
  'tray.recent': 'Letzte Sendungen',
  'tray.settings': 'Einstellungen…',
  'tray.quit': 'Chatdrop beenden',
  'tray.tooltip':
    '{waiting, plural, =0 {Nichts wartet} one {# wartet} other {# warten}}, {needsYou, plural, =0 {alles gut} one {# braucht Sie} other {# brauchen Sie}}',
  'tray.tooltipLast':
    '{waiting, plural, =0 {Nichts wartet} one {# wartet} other {# warten}}, {needsYou, plural, =0 {alles gut} one {# braucht Sie} other {# brauchen Sie}}, letzte {time}',
  'notify.failed':
    '{count, plural, one {{name} wurde nicht gesendet} other {{name} und {more} weitere wurden nicht gesendet}}',
  'notify.delivered':
    '{count, plural, one {{name} ist zugestellt} other {{name} und {more} weitere sind zugestellt}}',
  'notify.rival': 'Ein anderer Computer sendet dieselben Dateien an {chat}',
  'notify.to': 'An {chat}',
};
