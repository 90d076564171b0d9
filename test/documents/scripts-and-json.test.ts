import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { validateShape } from '#cli/config/validate-shape.ts';
import { policySchema } from '#engine/policy/schema.ts';
import { codeBlocks, documents } from '#test/project/documents.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

test('every npm script that is shown exists', () => {
  const names = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => ({ path, name })),
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
    expect(validateShape(json)).toMatchObject({ ok: true });
  });

  test.each(blocks.filter(({ json }) => isPolicy(json)))('policy $at of $path', ({ json }) => {
    expect(policySchema.safeParse(json)).toMatchObject({ success: true });
  });
});
