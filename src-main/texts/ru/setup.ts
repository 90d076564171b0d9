import type { Translation } from '../shape.ts';
import type { setup as english } from '../en/setup.ts';

export const setup: Translation<typeof english> = {
  'setup.title': 'Первые шаги',
  'setup.intro': 'Три минуты; любой шаг можно оставить и вернуться к нему.',
  'setup.portal': 'Подключите портал',
  'setup.bot': 'Дайте ему бота',
  'setup.botHint': 'Файлы отправляет бот. Его имя стоит у каждого из них.',
  'setup.chat': 'Выберите чат',
  'setup.chatHint': 'Туда пойдут файлы первой папки. Пробное сообщение покажет, что всё работает.',
  'setup.folder': 'Выберите папку',
  'setup.proof': 'Убедитесь, что работает',
  'setup.proofHint': 'Положите файл в {folder}. Он появится здесь и в чате {chat}.',
  'setup.proofWaiting': 'Ждём первый файл…',
  'setup.proofDone': 'Работает: {name} уже в чате {chat}.',
  'setup.autostart': 'Запускать с системой?',
  'setup.autostartHint': 'Скрыто, в трее, чтобы ни один файл не ждал вас.',
  'setup.autostartYes': 'Да, скрыто',
  'setup.autostartNo': 'Не сейчас',
  'setup.done': 'Всё готово',
  'setup.doneHint': 'Теперь файлы уходят сами. Окно можно закрыть.',
  'setup.finish': 'Показать историю',
  'setup.skipStep': 'Пропустить шаг',
  'setup.stepOf': 'Шаг {step} из {count}',
  'setup.stepDone': 'готово',
};
