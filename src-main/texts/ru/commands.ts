import type { CommandTexts } from '../shape.ts';

/** What to do about a failure where there is only a terminal. */
export const commands: CommandTexts = {
  'portal.sign-in-again': 'выполните: chatdrop login --portal NAME',
  'portal.credentials': 'он удалён, устарел или его владелец ушёл: создайте новый и впишите в настройки',
  'portal.closed': 'удалите его из настроек',
  'portal.moved':
    'если он действительно ваш, впишите его в настройки вместо старого и запустите chatdrop снова',
  'portal.body-limit': 'уменьшите maxFileBytes или спросите администратора',
  'delivery.undecided':
    'посмотрите в чат: если он там, выполните chatdrop confirm с его номером, если нет — chatdrop retry',
  'delivery.paused': 'продолжить: chatdrop resume',
  'ledger.damaged': 'запустите снова, чтобы начать новую; файлы, что лежат в папках, считаются отправленными',
  'bot.taken': 'выберите другой код',
  'request.refused': 'его собственные слова в журнале chatdrop run',
  'ledger.in-use': 'сначала остановите его или назовите другую папку в --data',
  'secret.missing': 'задайте переменную среды или файл, откуда она читается',
  internal: 'ничего не потеряно; выполните chatdrop retry с его номером',
  'bot.token-missing': 'впишите botToken в настройки',
  'bot.unknown': 'проверьте botId',
  'bot.not-ours': 'проверьте botId и botToken',
  'dialog.access-denied': 'добавьте его в чат, затем: chatdrop retry --all',
  'dialog.unknown': 'проверьте чат в настройках',
  'file.already-sent': 'отправить снова: chatdrop retry с его номером',
  'file.changed-after-delivery': 'отправить новое: chatdrop retry с его номером',
  'file.grown-after-delivery': 'увеличьте quietSeconds; отправить целиком: chatdrop retry с его номером',
  'file.name-reused': 'если это другой документ: chatdrop retry с его номером',
  'ledger.unsuited': 'укажите папку на локальном диске: --data или dataDir',
  'file.old': 'если они нужны в чате: chatdrop approve с именем папки; не отправлять ни одного: --none',
  'file.change-ignored': 'отправить как есть: chatdrop retry с его номером',
};
