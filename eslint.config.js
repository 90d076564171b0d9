import { defineConfig, globalIgnores } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import { importX } from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

/** Which rooms each room may import (src-main/README.md, Rooms). Every room may import itself. */
const MAY_IMPORT = {
  'src-main/domain': [],
  'src-main/config': ['src-main/domain'],
  'src-main/contract': ['src-main/config', 'src-main/domain'],
  'src-main/texts': ['src-main/domain'],
  'src-main/engine': ['src-main/config', 'src-main/domain'],
  'src-main/bitrix24': ['src-main/engine', 'src-main/config', 'src-main/domain'],
  'src-main/sandbox': ['src-main/domain'],
  'src-main/cli': [
    'src-main/engine',
    'src-main/bitrix24',
    'src-main/sandbox',
    'src-main/texts',
    'src-main/config',
    'src-main/domain',
  ],
  'src-main/desktop': [
    'src-main/engine',
    'src-main/bitrix24',
    'src-main/contract',
    'src-main/texts',
    'src-main/config',
    'src-main/domain',
  ],
  'src-renderer': ['src-main/contract', 'src-main/texts'],
};
const ROOMS = Object.keys(MAY_IMPORT);

const zones = ROOMS.map((room) => ({
  target: `./${room}`,
  from: [...ROOMS.filter((other) => other !== room && !MAY_IMPORT[room].includes(other)), 'test'].map(
    (other) => `./${other}`,
  ),
  message: `The room ${room} may import only: ${MAY_IMPORT[room].join(', ') || 'nothing'}.`,
}));

const ban = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const NO_ELECTRON = { regex: '^electron(/|$|-)', message: 'Only src-main/desktop knows Electron.' };
const NO_NODE = { regex: '^node:', message: 'This room is pure: it knows neither Node nor a clock.' };
const NO_CHOKIDAR = {
  regex: '^chokidar$',
  message: 'engine/watcher/events/chokidar-watcher.ts is the only place that knows chokidar.',
};

export default defineConfig(
  globalIgnores(['dist', 'coverage', 'node_modules']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] } },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })],
      'import-x/extensions': ['.ts', '.svelte'],
      // Its own parsers do not read components; a cycle would pass through a `.ts` file as well.
      'import-x/ignore': [String.raw`\.svelte$`],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'no-console': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers in messages and paths are meant; everything else must be turned into text on purpose.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A callback that only forwards reads better as an expression.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src-main/domain/**', 'src-main/config/**', 'src-main/contract/**', 'src-main/texts/**'],
    rules: ban([NO_ELECTRON, NO_NODE, NO_CHOKIDAR]),
  },
  {
    files: ['src-main/engine/**', 'src-main/bitrix24/**', 'src-main/cli/**', 'src-main/sandbox/**'],
    ignores: ['src-main/engine/watcher/events/chokidar-watcher.ts'],
    rules: ban([NO_ELECTRON, NO_CHOKIDAR]),
  },
  {
    files: ['*.config.ts', '**/vite.config.ts'],
    rules: { 'import-x/no-default-export': 'off' }, // the tools ask for a default export
  },
  {
    files: ['src-main/**/*.ts', 'src-renderer/**/*.{ts,svelte}', 'assets/**/*.ts'],
    // One idea each. Blank lines and comments are free.
    rules: { 'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off', // soak and bench print their figures
      // What a test has just made is there; if it is not, the test fails there, as it should.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    // The linter sees every imported component, and what comes out of one, as `any`; svelte-check types them.
    files: ['**/*.svelte', 'test/renderer/**'],
    rules: {
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // Plain maps are meant there: working memory, or values that are replaced whole.
    files: ['**/*.svelte.ts'],
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  prettier,
);
