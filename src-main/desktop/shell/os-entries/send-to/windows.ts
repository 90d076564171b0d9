import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { app, shell } from 'electron';
import { AppError } from '#domain/errors.ts';

const link = () => join(app.getPath('appData'), 'Microsoft', 'Windows', 'SendTo', 'Chatdrop.lnk');

/** Explorer's "Send to" menu is a folder of links; it starts them with the chosen files as arguments. */
export async function installForWindows([
  target = process.execPath,
  ...args
]: readonly string[]): Promise<void> {
  const written = shell.writeShortcutLink(link(), {
    target,
    args: args.map((arg) => `"${arg}"`).join(' '),
    description: 'Chatdrop',
  });
  if (!written) throw new AppError('internal', 'the link could not be written');
  return Promise.resolve();
}

export async function removeForWindows(): Promise<void> {
  await rm(link(), { force: true });
}
