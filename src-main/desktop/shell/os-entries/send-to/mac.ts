import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '#engine/system/replace-file.ts';
import { quoted } from './linux.ts';

const workflow = () => join(homedir(), 'Library', 'Services', 'Chatdrop.workflow');

/** A Finder quick action: an Automator workflow whose one action is a shell script with the files as arguments. */
export async function installForMac(program: readonly string[]): Promise<void> {
  const contents = join(workflow(), 'Contents');
  await mkdir(contents, { recursive: true });
  await replaceFile(join(contents, 'Info.plist'), plist(INFO), 0o644);
  await replaceFile(join(contents, 'document.wflow'), plist(document(program)), 0o644);
}

export async function removeForMac(): Promise<void> {
  await rm(workflow(), { recursive: true, force: true });
}

const INFO = `<dict>
<key>NSServices</key><array><dict>
<key>NSMenuItem</key><dict><key>default</key><string>Chatdrop</string></dict>
<key>NSMessage</key><string>runWorkflowAsService</string>
<key>NSRequiredContext</key><dict><key>NSApplicationIdentifier</key><string>com.apple.finder</string></dict>
<key>NSSendFileTypes</key><array><string>public.item</string></array>
</dict></array>
</dict>`;

function document(program: readonly string[]): string {
  const command = escaped(`${program.map(quoted).join(' ')} "$@"`);
  return `<dict>
<key>AMApplicationVersion</key><string>2.10</string>
<key>AMDocumentVersion</key><string>2</string>
<key>actions</key><array><dict><key>action</key><dict>
<key>ActionBundlePath</key><string>/System/Library/Automator/Run Shell Script.action</string>
<key>ActionName</key><string>Run Shell Script</string>
<key>ActionParameters</key><dict>
<key>COMMAND_STRING</key><string>${command}</string>
<key>inputMethod</key><integer>1</integer>
<key>shell</key><string>/bin/sh</string>
</dict>
<key>BundleIdentifier</key><string>com.apple.RunShellScript</string>
</dict></dict></array>
<key>workflowMetaData</key><dict>
<key>workflowTypeIdentifier</key><string>com.apple.Automator.servicesMenu</string>
<key>serviceInputTypeIdentifier</key><string>com.apple.Automator.fileSystemObject</string>
</dict>
</dict>`;
}

function plist(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">${content}</plist>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
