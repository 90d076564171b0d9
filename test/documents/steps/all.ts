import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Steps } from '../support/step.ts';
import { CHECK, DEMO, DIAGNOSTICS, DOCTOR, POLICY, RUN, SANDBOX } from './common.ts';
import { readme } from './readme.ts';

/** What each document shows and is done, by its path; the others show nothing that can be done here. */
export const STEPS: Readonly<Record<string, Steps>> = {
  'README.md': readme,
  'CONTRIBUTING.md': { 'npm run demo': DEMO },
  'SECURITY.md': {
    'chatdrop --version': { prints: /^\d+\.\d+\.\d+\n$/ },
    'chatdrop diagnostics chatdrop-diagnostics.tar.gz': DIAGNOSTICS,
    'sha256sum --check --ignore-missing SHA256SUMS': {
      before: async (reader) => {
        reader.write('Chatdrop-0.1.0-linux-x64.tar.gz', 'a download');
        // As the workflow writes it, of more files than the reader has.
        await reader.shell.type('cp Chatdrop-0.1.0-linux-x64.tar.gz other');
        await reader.shell.type(
          'sha256sum -- Chatdrop-0.1.0-linux-x64.tar.gz other > SHA256SUMS && rm other',
        );
      },
      prints: /^Chatdrop-0\.1\.0-linux-x64\.tar\.gz: OK\n$/,
    },
  },
  'docs/admin-guide.md': {
    'chatdrop policy': POLICY,
    'chatdrop policy --explain': POLICY,
    'chatdrop doctor': DOCTOR,
    'chatdrop check': CHECK,
    'chatdrop diagnostics --hash-names chatdrop-diagnostics.tar.gz': DIAGNOSTICS,
  },
  'docs/performance.md': {
    'npm run bench': {
      shortened: ['npm run bench -- --only help --runs 1', 'measures for hours'],
      prints: /^\| chatdrop --help /m,
    },
    'chatdrop --help': { prints: /^Usage: chatdrop / },
    'node -e 0': { prints: /^$/ },
    'chatdrop run': RUN,
  },
  'docs/release.md': {
    'npm version 1.2.3 --no-git-tag-version': {
      prints: /^v1\.2\.3$/m,
      after: ({ folder }) => {
        expect(readFileSync(join(folder, 'package.json'), 'utf8')).toContain('"version": "1.2.3"');
      },
    },
  },
  'src-main/README.md': {
    'chatdrop history': {
      before: ({ shell }) => shell.type('chatdrop send scan.pdf --to chat5'),
      prints: /scan\.pdf → chat5 {2}delivered/,
    },
  },
  'src-main/sandbox/README.md': { 'chatdrop demo': DEMO, 'chatdrop sandbox': SANDBOX },
};
