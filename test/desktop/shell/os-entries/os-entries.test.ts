import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { installForLinux, removeForLinux } from '#desktop/shell/os-entries/send-to/linux.ts';
import { installForMac, removeForMac } from '#desktop/shell/os-entries/send-to/mac.ts';
import {
  readAutostartEntry,
  removeAutostartEntry,
  writeAutostartEntry,
} from '#desktop/shell/os-entries/autostart-entry.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

/** A home folder of this test's own. */
function home(): string {
  const folder = temporaryFolder();
  vi.stubEnv('HOME', folder);
  vi.stubEnv('XDG_DATA_HOME', undefined);
  vi.stubEnv('XDG_CONFIG_HOME', undefined);
  return folder;
}

/** A program that writes its arguments down, in a folder whose name shells would take apart. */
function writingProgram(folder: string): { readonly path: string; readonly said: string } {
  const [path, said] = [join(folder, `It's "mine" $HOME & 100%`), join(folder, 'said')];
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" > '${said}'\n`);
  chmodSync(path, 0o755);
  return { path, said };
}

const FILES = ['/tmp/a b.pdf', `/tmp/"c" & 'd'.pdf`];

test.skipIf(process.platform === 'win32')(
  "Nautilus's script starts the program with the chosen files, whatever they are called",
  async () => {
    const folder = home();
    const program = writingProgram(folder);
    await installForLinux([program.path, '--flag']);
    const script = join(folder, '.local/share/nautilus/scripts/Chatdrop');

    execFileSync(script, FILES);

    expect(readFileSync(program.said, 'utf8').trimEnd().split('\n')).toEqual(['--flag', ...FILES]);
    const menu = join(folder, '.local/share/kio/servicemenus/chatdrop.desktop');
    expect(statSync(menu).mode & 0o111).not.toBe(0);
    await removeForLinux();
    expect([script, menu].filter((path) => existsSync(path))).toEqual([]);
  },
);

test.skipIf(process.platform === 'win32')(
  "the Finder's quick action runs the program with the chosen files as arguments",
  async () => {
    const folder = home();
    const program = writingProgram(folder);
    await installForMac([program.path]);
    const workflow = join(folder, 'Library/Services/Chatdrop.workflow');
    const document = readFileSync(join(workflow, 'Contents/document.wflow'), 'utf8');
    const [, escaped = ''] = /<key>COMMAND_STRING<\/key><string>(.*)<\/string>/.exec(document) ?? [];
    const command = escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

    // As Automator does it: files as arguments of the shell, not as its input.
    execFileSync('/bin/sh', ['-c', command, 'sh', ...FILES]);

    expect(document).toContain('<key>inputMethod</key><integer>1</integer>');
    expect(readFileSync(program.said, 'utf8').trimEnd().split('\n')).toEqual(FILES);
    expect(readFileSync(join(workflow, 'Contents/Info.plist'), 'utf8')).toContain('com.apple.finder');
    await removeForMac();
    expect(existsSync(workflow)).toBe(false);
  },
);

test('start with the session is told as it is, also where the desktop has switched it off', async () => {
  const path = join(home(), '.config/autostart/chatdrop.desktop');
  expect(await readAutostartEntry()).toBe('off');

  await writeAutostartEntry(['/opt/Chatdrop/chatdrop', '--hidden']);
  expect(await readAutostartEntry()).toBe('on');
  const entry = readFileSync(path, 'utf8');
  expect(entry).toContain('Exec="/opt/Chatdrop/chatdrop" "--hidden"');

  for (const line of ['Hidden=true', 'X-GNOME-Autostart-enabled=false']) {
    writeFileSync(path, `${entry}${line}\n`);
    expect(await readAutostartEntry(), line).toBe('disabled-by-user');
  }
  await removeAutostartEntry();
  expect(await readAutostartEntry()).toBe('off');
});
