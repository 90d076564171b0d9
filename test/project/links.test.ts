import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { documents } from './documents.ts';

test.each(documents)('every link of $path leads somewhere', ({ path, text }) => {
  const prose = text.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
  const targets = [
    ...[...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target),
    ...[...prose.matchAll(/(?:src|srcset|href)="([^"]+)"/g)].map(([, target = '']) => target),
  ];
  const local = targets.filter((target) => !/^(?:https?:|mailto:)/.test(target));

  expect(local.filter((target) => !leadsSomewhere(path, target))).toEqual([]);
});

test('every test and every source that a document names is there', () => {
  const sources = globSync('{src-main,src-renderer,test,assets}/**/*.*');
  const isThere = (name: string) =>
    sources.some((path) => path === name || path.endsWith(`/${name}`) || basename(path) === name);
  const named = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/`([\w./-]+\.(?:ts|svelte))(?:[`:])/g)].map(([, name = '']) => ({ path, name })),
  );

  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(({ name }) => !isThere(name))).toEqual([]);
});

function leadsSomewhere(from: string, target: string): boolean {
  const [file = '', anchor] = decodeURIComponent(target).split('#');
  const path = file === '' ? from : join(dirname(from), file);
  if (!existsSync(path)) return false;
  return anchor === undefined || anchorsOf(readFileSync(path, 'utf8')).includes(anchor);
}

/** As GitHub makes them from headings. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
