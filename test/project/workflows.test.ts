import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { weakAmong } from '../../assets/packaging/weak-among.ts';

const workflows = globSync('.github/workflows/*.yml').map((path) => ({
  path,
  text: readFileSync(path, 'utf8'),
}));

describe.each(workflows)('$path', ({ text }) => {
  test('takes every action by the hash of its commit, with its version beside it', () => {
    const used = [...text.matchAll(/uses: (.+)$/gm)]
      .map(([, action = '']) => action)
      .filter((action) => action !== './.github/workflows/ci.yml');

    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual(
      [],
    );
  });

  test('may only read unless a job says otherwise, and leaves no credentials behind', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(text.match(/actions\/checkout@/g)).toHaveLength(
      text.match(/persist-credentials: false/g)?.length ?? 0,
    );
  });

  test('puts nothing that comes from outside into a shell line', () => {
    const runs = [...text.matchAll(/run: \|\n((?: {10,}.*\n|\n)+)|run: (.+)$/gm)].map(([whole]) => whole);

    expect(runs.filter((run) => /\$\{\{\s*(?:github\.event|github\.head_ref|inputs)/.test(run))).toEqual([]);
  });
});

test('a release packs unpublished, attests, and gives signing keys and feed only where there are keys', () => {
  const { text = '' } = workflows.find(({ path }) => path.endsWith('release.yml')) ?? {};

  expect(text).toMatch(/uses: \.\/\.github\/workflows\/ci\.yml/);
  expect(text).toMatch(/needs: \[check, test\]/);
  expect(text).toMatch(/electron-builder \$\{\{ matrix\.flag \}\} --publish never/);
  expect(text).toMatch(/attest-build-provenance@/);
  expect(text).toMatch(/if \[ "\$RUNNER_OS" = Linux \] \|\| \[ -n "\$CSC_LINK" \]; then\n\s+feed=/);
  expect(text).toMatch(/dist\/packages\/latest\*\.yml/);
  expect(text).toMatch(/--draft/);
});

describe('the audit of what is shipped', () => {
  const report = {
    vulnerabilities: {
      zod: { name: 'zod', severity: 'high' },
      electron: { name: 'electron', severity: 'low' },
      eslint: { name: 'eslint', severity: 'critical' },
    },
  };

  test('tells grave weaknesses of shipped packages, and none of tools', () => {
    expect(weakAmong(report, new Set(['zod', 'electron']))).toEqual([{ name: 'zod', severity: 'high' }]);
    expect(weakAmong({ vulnerabilities: {} }, new Set(['zod']))).toEqual([]);
  });

  test('does not take a refusal of the registry for good news', () => {
    expect(() => weakAmong({ error: { code: 'E405' } }, new Set())).toThrow('could not ask');
  });
});
