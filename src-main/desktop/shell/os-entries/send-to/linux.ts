import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { replaceFile } from '#engine/system/replace-file.ts';
import { execLine } from '../desktop-entry.ts';

const dataHome = () => process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share');
/** Files and folders both have the type `application/octet-stream` or `inode/directory` for Dolphin. */
const dolphin = () => join(dataHome(), 'kio', 'servicemenus', 'chatdrop.desktop');
const nautilus = () => join(dataHome(), 'nautilus', 'scripts', 'Chatdrop');

/** Nautilus runs scripts of a folder with the chosen files as arguments; Dolphin reads a desktop file. */
export async function installForLinux(program: readonly string[]): Promise<void> {
  const command = program.map(quoted).join(' ');
  await write(nautilus(), `#!/bin/sh\nexec ${command} "$@"\n`);
  await write(dolphin(), serviceMenu(program));
}

export async function removeForLinux(): Promise<void> {
  await rm(nautilus(), { force: true });
  await rm(dolphin(), { force: true });
}

/** https://develop.kde.org/docs/apps/dolphin/service-menus/ */
export function serviceMenu(program: readonly string[]): string {
  return `[Desktop Entry]
Type=Service
MimeType=application/octet-stream;inode/directory;
Actions=chatdrop

[Desktop Action chatdrop]
Name=Chatdrop
Icon=chatdrop
Exec=${execLine(program)} %F
`;
}

/** In single quotes a shell takes everything as it is. */
export function quoted(part: string): string {
  return `'${part.replaceAll("'", String.raw`'\''`)}'`;
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // Both are started by the file manager only when they are executable.
  await replaceFile(path, text, 0o755);
}
