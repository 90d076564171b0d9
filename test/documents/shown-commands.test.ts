import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documents } from '#test/project/documents.ts';
import { NOT_HERE } from './not-here.ts';
import { STEPS } from './steps/all.ts';
import { Reader } from './support/reader.ts';
import { shownCommands } from './support/shown-commands.ts';
import { take, type Step } from './support/step.ts';

/** The list of changes tells of commands as they were. */
const shown = documents
  .filter(({ path }) => path !== 'CHANGELOG.md')
  .map(({ path, text }) => ({ path, commands: [...new Set(shownCommands(text))] }))
  .filter(({ commands }) => commands.length > 0);
const typed = shown
  .map(({ path, commands }) => ({
    path,
    commands: commands.filter((command) => !NOT_HERE.has(command)),
  }))
  .filter(({ commands }) => commands.length > 0);

/** `NAME=value`: what they set shows in what comes after them. */
const ASSIGNMENT = /^(?:export )?[A-Z_]+=/;
/** A reader takes a minute on a busy machine. */
const TIMEOUT = { timeout: 300_000 };
const SILENT: Step = { prints: /^$/ };

test.each(typed)(
  'whoever does what $path shows, in its order, gets what it says',
  TIMEOUT,
  async ({ path, commands }) => {
    const reader = await Reader.open();

    for (const command of commands) {
      const step = STEPS[path]?.[command] ?? (ASSIGNMENT.test(command) ? SILENT : undefined);
      if (step === undefined)
        throw new Error(
          `${path} shows \`${command}\`: steps/all.ts says what it prints, not-here.ts why not`,
        );
      await take(reader, command, step);
    }
  },
);

test('what is to be done is still shown', () => {
  const steps = Object.entries(STEPS).flatMap(([path, done]) =>
    Object.keys(done).map((command) => ({ path, command })),
  );
  const isShown = ({ path, command }: (typeof steps)[number]) =>
    typed.find((one) => one.path === path)?.commands.includes(command) === true;

  expect(steps.filter((step) => !isShown(step))).toEqual([]);
});

describe('what cannot be done here', () => {
  test.each([...NOT_HERE])('`%s` is still shown, and something comes near it', (command, { nearest }) => {
    expect(shown.some(({ commands }) => commands.includes(command))).toBe(true);
    const [, file = '', words = ''] = /^(\S+): (.+)$/.exec(nearest) ?? [];
    expect(readFileSync(file, 'utf8')).toContain(words);
  });
});
