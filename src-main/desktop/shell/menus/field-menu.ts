import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import type { Localizer } from '../app/localizer.ts';

/**
 * The menu of a right click: in a field all that can be done there, on selected text its copying. Empty elsewhere:
 * pages show menus of their own. Electron shows none by itself.
 */
export function fieldMenu(
  {
    isEditable,
    selectionText,
    editFlags,
  }: Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>,
  { text }: Localizer,
): MenuItemConstructorOptions[] {
  const copy: MenuItemConstructorOptions = {
    role: 'copy',
    label: text('menu.copy'),
    enabled: editFlags.canCopy,
  };
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy];
  return [
    { role: 'undo', label: text('menu.undo'), enabled: editFlags.canUndo },
    { type: 'separator' },
    { role: 'cut', label: text('menu.cut'), enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: text('menu.paste'), enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: text('menu.selectAll'), enabled: editFlags.canSelectAll },
  ];
}
