import type { Translation } from '../shape.ts';
import type { status as english } from '../en/status.ts';

export const status: Translation<typeof english> = {
  'status.ok': 'Всё доставлено',
  'status.idle': 'Готов к работе',
  'status.sending':
    '{count, plural, one {Отправляется # файл} few {Отправляются # файла} many {Отправляются # файлов} other {Отправляются # файла}}',
  'status.sendingOf': 'Отправляется {sending} из {total}',
  'status.waiting':
    '{count, plural, one {Ждёт # файл} few {Ждут # файла} many {Ждут # файлов} other {Ждут # файла}}',
  'status.needsYou':
    '{count, plural, one {# файл ждёт вас} few {# файла ждут вас} many {# файлов ждут вас} other {# файла ждут вас}}',
  'status.offline': 'Нет сети',
  'status.offlineNext': 'Продолжим, когда сеть вернётся',
  'status.paused': 'Пауза',
  'status.pausedUntil': 'Продолжится в {time}',
  'status.pausedOpen': 'Продолжится, когда вы скажете',
  'status.error': 'Что-то не так',
  'status.watched':
    '{count, plural, =0 {Папок пока нет} one {# папка} few {# папки} many {# папок} other {# папки}}',
  'status.left': 'осталось {bytes}, {time}',
  'status.last': 'последний файл {time}',
  'status.look': 'Показать',
  'pause.title': 'Пауза',
  'pause.quarter': 'На 15 минут',
  'pause.hour': 'На час',
  'pause.tomorrow': 'До завтра',
  'pause.open': 'Пока не продолжу',
  'popover.pin': 'Не скрывать это окно',
  'popover.unpin': 'Окно может скрываться',
  'popover.close': 'Закрыть',
  'popover.window': 'Открыть главное окно',
  'popover.now': 'Сейчас',
  'popover.delivered': 'Доставлено',
  'popover.nothing': 'Пока ничего не отправлено',
  'popover.nothingNext': 'Перетащите файл на чат или добавьте папку.',
  'popover.all': 'Вся история',
  'strip.limited': '{host} просит не спешить, продолжим {time}',
  'strip.offline': '{host} недоступен, попытки идут сами',
  'strip.offlineAt': '{host} недоступен, следующая попытка {time}',
  'strip.needsYou': '{host}: {what}',
  'strip.fix': 'Исправить',
  'tray.open': 'Открыть Chatdrop',
  'tray.drop': 'Окно для файлов',
  'tray.recent': 'Последние отправки',
  'tray.settings': 'Настройки…',
  'tray.quit': 'Выйти из Chatdrop',
  'tray.tooltip':
    '{waiting, plural, =0 {Ничего не ждёт} one {# ждёт} few {# ждут} many {# ждут} other {# ждут}}, {needsYou, plural, =0 {всё в порядке} one {# требует внимания} few {# требуют внимания} many {# требуют внимания} other {# требуют внимания}}',
  'tray.tooltipLast':
    '{waiting, plural, =0 {Ничего не ждёт} one {# ждёт} few {# ждут} many {# ждут} other {# ждут}}, {needsYou, plural, =0 {всё в порядке} one {# требует внимания} few {# требуют внимания} many {# требуют внимания} other {# требуют внимания}}, последний {time}',
  'notify.failed':
    '{count, plural, one {{name} не отправлен} few {{name} и ещё {more} не отправлены} many {{name} и ещё {more} не отправлены} other {{name} и ещё {more} не отправлены}}',
  'notify.delivered':
    '{count, plural, one {{name} доставлен} few {{name} и ещё {more} доставлены} many {{name} и ещё {more} доставлены} other {{name} и ещё {more} доставлены}}',
  'notify.duplicateSender': 'Другой компьютер отправляет те же файлы в {chat}',
  'start.failed': 'Chatdrop не удалось запустить',
  'start.failedMore': 'Программа завершилась по этой причине: {reason}',
  'notify.settingsDamaged': 'Часть настроек не удалось прочитать',
  'notify.settingsDamagedMore':
    'Они теперь как при первом запуске. Прежний файл сохранён рядом с settings.json.',
  'notify.to': 'В чат {chat}',
};
