import { problemLines } from '#config/problem.ts';
import type { Policy } from '#engine/policy/schema.ts';
import { environment } from '../config/config-paths.ts';
import { machinePolicy, untrustedNote } from '../config/under-policy.ts';
import { visible } from '#domain/visible.ts';
import { formatBytes } from '../format.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { print } from '../terminal.ts';

export interface PolicyOptions extends SettingsOptions {
  readonly explain?: boolean | undefined;
}

/**
 * Prints what is laid down for this machine and where, and with `explain` what of the configuration falls to it.
 * Resolves to 1 when there is a policy that does not count.
 */
export function policy({ explain = false, ...options }: PolicyOptions): number {
  const around = environment();
  const reading = machinePolicy(around);
  switch (reading.type) {
    case 'none':
      print(`no policy: there is no ${reading.path}`);
      return 0;
    case 'untrusted':
      print(untrustedNote(reading));
      return 1;
    case 'invalid':
      print(`${reading.path} cannot be understood, and nothing runs until it can:`);
      for (const line of problemLines('', reading.problems)) print(`  ${line}`);
      return 1;
    case 'in-force':
      print(`in force: ${reading.path}`);
      for (const line of linesOf(reading.policy)) print(`  ${line}`);
      if (explain) for (const note of loadSettings(options).policyNotes) print(note);
      return 0;
  }
}

function linesOf({ portals, watches, dialogs, files, updates, language }: Policy): readonly string[] {
  return [
    ...(portals === undefined ? [] : [`portals: ${portals.hosts.join(', ')}${lockWords(portals.locked)}`]),
    ...(watches === undefined ? [] : watchLines(watches)),
    ...Object.entries(dialogs ?? {}).map(
      ([host, ids]) => `dialogs of ${host}: ${ids.join(', ') || 'none'} (locked)`,
    ),
    ...fileLines(files),
    ...(updates === undefined ? [] : [updatesLine(updates)]),
    ...(language === undefined ? [] : [`language: ${language.value}${lockWords(language.locked)}`]),
  ];
}

function watchLines({ entries, locked }: NonNullable<Policy['watches']>): readonly string[] {
  const lines = entries.map(
    ({ name, folder, bot, dialog }) =>
      `watch ${visible(name)}: ${visible(folder)} → ${dialog} by ${visible(bot)} (locked)`,
  );
  return locked ? [...lines, 'other watches: none (locked)'] : lines;
}

function updatesLine({ value, locked, feed }: NonNullable<Policy['updates']>): string {
  return `updates: ${value}${feed === undefined ? '' : `, from ${feed}`}${lockWords(locked)}`;
}

function fileLines(files: Policy['files']): readonly string[] {
  const extensions = files?.forbiddenExtensions ?? [];
  return [
    ...(extensions.length === 0
      ? []
      : [`files that are never sent: ${extensions.map((e) => `.${e}`).join(', ')} (locked)`]),
    ...(files?.maxBytes === undefined ? [] : [`largest file: ${formatBytes(files.maxBytes)} (locked)`]),
  ];
}

function lockWords(locked: boolean): string {
  return locked ? ' (locked)' : ' (preset, the user may change it)';
}
