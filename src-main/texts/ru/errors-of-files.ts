import type { ErrorTextsOf } from '../shape.ts';

export const bots: ErrorTextsOf<'bot'> = {
  'bot.token-missing': {
    what: 'нет токена бота',
    next: 'возьмите бота снова, с токеном',
  },
  'bot.unknown': {
    what: 'портал не знает этого бота',
    next: 'создайте нового или возьмите другого',
  },
  'bot.not-ours': {
    what: 'бот принадлежит другому токену',
    next: 'проверьте номер и токен',
  },
  'bot.taken': { what: 'такой код занят чужим ботом', next: 'выберите другое имя' },
  'bot.limit': { what: 'портал больше не принимает ботов этого приложения', next: 'удалите ненужного' },
  'bot.refused': { what: 'портал не разрешает этого боту', next: 'проверьте, о чём просили' },
};

export const dialogs: ErrorTextsOf<'dialog'> = {
  'dialog.access-denied': {
    what: 'бот не может писать в этот чат',
    next: 'добавьте его, и файл уйдёт сам',
  },
  'dialog.unknown': {
    what: 'такого чата нет',
    next: 'выберите другой',
  },
};

export const files: ErrorTextsOf<'file'> = {
  'file.empty': { what: 'файл пуст', next: 'уйдёт, когда в нём что-то появится' },
  'file.too-small': { what: 'файл меньше нижнего предела папки', next: 'остаётся в папке' },
  'file.too-large': { what: 'файл больше предела', next: 'остаётся в папке' },
  'file.not-allowed': { what: 'администратор не разрешает такие файлы', next: 'остаётся в папке' },
  'file.content': { what: 'портал не смог прочитать содержимое', next: 'проверьте файл' },
  'file.vanished': { what: 'файла больше нет', next: 'ничего не отправлено' },
  'file.changed': { what: 'файл ещё пишется', next: 'уйдёт, когда затихнет' },
  'file.unreadable': { what: 'файл занят или закрыт для чтения', next: 'попытка повторится' },
  'file.link': { what: 'это ссылка, а не файл', next: 'ссылки не отправляются' },
  'file.document': {
    what: 'папка, которая на деле один документ',
    next: 'её части не отправляются; сохраните её одним файлом или упакуйте в ZIP',
  },
  'file.special': { what: 'это не обычный файл', next: 'такие не отправляются' },
  'file.outside': { what: 'файл лежит вне папки', next: 'такие не отправляются' },
  'file.already-sent': {
    what: 'такой же файл уже есть в этом чате',
    next: 'отправьте всё равно, если он нужен дважды',
  },
  'file.changed-after-delivery': {
    what: 'изменён после доставки',
    next: 'отправьте всё равно, чтобы ушло новое',
  },
};

export const after: ErrorTextsOf<'after'> = {
  'after.changed': { what: 'изменён после доставки', next: 'остаётся на месте' },
  'after.refused': { what: 'доставленный файл нельзя переместить', next: 'попытка раз в час' },
  'after.other-drive': { what: 'папка для доставленных на другом диске', next: 'остаётся на месте' },
};
