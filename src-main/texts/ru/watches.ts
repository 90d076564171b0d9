import type { Translation } from '../shape.ts';
import type { watches as english } from '../en/watches.ts';

export const watches: Translation<typeof english> = {
  'watches.add': 'Добавить папку',
  'watches.empty': 'Папок пока нет',
  'watches.emptyNext': 'Каждый новый файл папки уходит в её чат, один раз и целиком.',
  'watches.needPortal': 'Сначала подключите портал',
  'watches.waiting':
    '{count, plural, =0 {ничего не ждёт} one {# ждёт} few {# ждут} many {# ждут} other {# ждут}}',
  'watches.noFile': 'Файлов пока не было',
  'watches.edit': 'Изменить',
  'watches.openFolder': 'Открыть папку',
  'watches.actions': 'Действия: {name}',
  'watches.saved': 'Папка {name} под наблюдением',
  'watch.starting': 'Первый просмотр папки',
  'watch.watching': 'Под наблюдением',
  'watch.scanning': 'Проверяется просмотром',
  'watch.absent': 'Папки нет, следующая проверка {time}',
  'watch.locked': 'Задано администратором',
  'watch.duplicateSender': 'Другой компьютер отправляет те же файлы: {name}, {time}',
  'watch.duplicateSenderSeen': 'Разобрались',
  'watch.stopped': 'Остановлена',
  'watch.paused': 'Пауза',
  'watch.pausedUntil': 'Пауза, продолжим {time}',
  'watches.removeTitle': 'Больше не наблюдать за {name}?',
  'watches.removeBody':
    'Файлы в папке останутся. {count, plural, =0 {Ничего не ждёт отправки.} one {# файл ещё ждёт отправки.} few {# файла ещё ждут отправки.} many {# файлов ещё ждут отправки.} other {# файла ещё ждут отправки.}}',
  'watches.removeSend': 'Не наблюдать, ждущие отправить',
  'watches.removeCancel': 'Не наблюдать, ждущие отменить',
  'watches.removeAction': 'Больше не наблюдать',
};
