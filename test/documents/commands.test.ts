import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkShape } from '#cli/config/shape.ts';
import { policySchema } from '#engine/policy/schema.ts';
import { codeBlocks, documents } from '#test/project/documents.ts';
import { chatdrop } from '#test/support/run-chatdrop.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** What is shown of the command in blocks and in spans: `chatdrop run --once`, with its document. */
const shown = documents.flatMap(({ path, text }) => {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  const blocks = codeBlocks(text)
    .filter(({ language }) => language !== 'json' && language !== 'xml')
    .flatMap(({ code }) => code.replaceAll('\\\n', ' ').split('\n'));
  return [...spans, ...blocks].map((line) => ({ path, line: line.replace(/\s+#.*$/, '').trim() }));
});

const commands = shown.flatMap(({ path, line }) => {
  const [, rest] =
    /(?:^|\s)(?:chatdrop|npm run (?:--silent )?chatdrop --) ((?:[a-z]+ )?[a-z]+(?:\s.*)?)$/.exec(line) ?? [];
  return rest === undefined ? [] : [{ path, line: rest }];
});

describe('every command that is shown exists, with all of its options', () => {
  const known = commands.map(({ path, line }) => ({ path, line, words: line.split(/\s+/) }));
  const names = [...new Set(known.map(({ words }) => words[0] ?? ''))];

  test.each(names)('chatdrop %s', async (name) => {
    const help = await chatdrop([name, '--help']);
    const options = known
      .filter(({ words }) => words[0] === name)
      .flatMap(({ path, line }) =>
        [...line.matchAll(/--[a-z][a-z-]*/g)].map(([option]) => ({ path, option })),
      );

    expect(help.code, `chatdrop ${name}`).toBe(0);
    expect(options.filter(({ option }) => !help.stdout.includes(option))).toEqual([]);
  });
});

test('every npm script that is shown exists', () => {
  const names = shown.flatMap(({ path, line }) =>
    [...line.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => ({ path, name })),
  );

  expect(names.length).toBeGreaterThan(5);
  expect(names.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
});

describe('every JSON that is shown is what the program takes', () => {
  const blocks = documents.flatMap(({ path, text }) =>
    codeBlocks(text)
      .filter(({ language }) => language === 'json')
      .map(({ code }, at) => ({ path, at, json: JSON.parse(code) as Readonly<Record<string, unknown>> })),
  );
  const isPolicy = (json: object) => 'dialogs' in json || 'files' in json;
  const isConfig = (json: object) => 'portals' in json && 'bots' in json;

  test.each(blocks.filter(({ json }) => isConfig(json)))('configuration $at of $path', ({ json }) => {
    expect(checkShape(json)).toMatchObject({ ok: true });
  });

  test.each(blocks.filter(({ json }) => isPolicy(json)))('policy $at of $path', ({ json }) => {
    expect(policySchema.safeParse(json)).toMatchObject({ success: true });
  });
});
