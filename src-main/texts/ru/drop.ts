import type { Translation } from '../shape.ts';
import type { drop as english } from '../en/drop.ts';

export const drop: Translation<typeof english> = {
  'drop.title': 'Перетащите файлы на чат',
  'drop.choose': 'Выбрать файлы',
  'drop.search': 'Найти чат',
  'drop.none': 'Чатов пока нет',
  'drop.noneNext': 'Подключите портал и выберите чат. Это займёт три минуты.',
  'drop.noneAction': 'Начать',
  'drop.noMatch': 'Чата «{search}» нет.',
  'drop.release': 'отпустите, чтобы отправить',
  'drop.lastUsed': 'отправлено {time}',
  'drop.over': 'Отпустите, чтобы отправить в {chat}',
  'drop.overAny': 'Перетащите на чат, чтобы отправить',
  'drop.notFiles': 'Отправить можно только файлы и картинки',
  'drop.blocked': 'В {chat} сейчас ничего нельзя отправить',
  'drop.counting': 'Считаем файлы…',
  'drop.question':
    '{count, plural, one {Отправить # файл ({size})?} few {Отправить # файла ({size})?} many {Отправить # файлов ({size})?} other {Отправить # файла ({size})?}}',
  'drop.names': '{first} и ещё {more}',
  'drop.to': 'Кому',
  'drop.caption': 'Подпись',
  'drop.captionHint': 'Появится у каждого файла',
  'drop.send':
    '{count, plural, one {Отправить} few {Отправить # файла} many {Отправить # файлов} other {Отправить # файла}}',
  'drop.repeats':
    '{count, plural, one {# уже есть в этом чате} few {# уже есть в этом чате} many {# уже есть в этом чате} other {# уже есть в этом чате}}',
  'drop.refused':
    '{count, plural, one {# не будет отправлен} few {# не будут отправлены} many {# не будут отправлены} other {# не будут отправлены}}',
  'drop.nothing': 'Ничего из этого отправить нельзя',
  'drop.sent':
    '{count, plural, one {В пути в {chat}} few {# файла в пути в {chat}} many {# файлов в пути в {chat}} other {# файла в пути в {chat}}}',
  'drop.done':
    '{count, plural, one {Доставлен в {chat}} few {# файла доставлены в {chat}} many {# файлов доставлены в {chat}} other {# файла доставлены в {chat}}}',
  'drop.partly':
    '{count, plural, =1 {Файл не дошёл} one {Не дошли {failed} из {count}} few {Не дошли {failed} из {count}} many {Не дошли {failed} из {count}} other {Не дошли {failed} из {count}}}',
  'drop.offline': 'Нет сети: уйдёт само, когда она вернётся',
  'drop.undo': 'Вернуть',
  'drop.undoIn': 'Вернуть ({seconds})',
  'drop.undone': 'Возвращено: отменено {cancelled}, удалено из чата {removed}',
  'drop.pasted': 'В буфере обмена нечего отправлять',
};
