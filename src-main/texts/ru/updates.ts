import type { Translation } from '../shape.ts';
import type { updates as english } from '../en/updates.ts';

export const updates: Translation<typeof english> = {
  'updates.off': 'Выключено. Новые версии не ищутся.',
  'updates.elsewhere':
    'Эта сборка не обновляет себя сама: новая версия приходит тем же путём, что и эта, — из менеджера пакетов, архивом или от администратора.',
  'updates.checking': 'Ищем новую версию…',
  'updates.never': 'Новую версию ещё не искали.',
  'updates.current': 'Это самая новая версия. Проверено в {time}.',
  'updates.available': 'Есть версия {version}.',
  'updates.downloading': 'Загружается версия {version}: {percent} %',
  'updates.ready': 'Версия {version} готова. Она установится при выходе из Chatdrop или сейчас.',
  'updates.waiting': 'Версия {version} установится, как только отправка закончится',
  'updates.refused': 'Версия {version} отброшена: файл не тот, что выпустил издатель.',
  'updates.failed': 'Не удалось проверить наличие новой версии. Следующая попытка в {time}.',
  'updates.check': 'Проверить сейчас',
  'updates.download': 'Загрузить',
  'updates.restart': 'Перезапустить и обновить',
};
