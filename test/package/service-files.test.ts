import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '#test/support/temp-folder.ts';

const unit = readFileSync('assets/headless/chatdrop.service', 'utf8');
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('the systemd unit', () => {
  test('gives secrets as credentials and keeps everything but the state read-only', () => {
    expect(unit).toMatch(/^LoadCredential=webhook:/m);
    expect(unit).toMatch(/^LoadCredential=bot-token:/m);
    expect(unit).toMatch(/^ProtectSystem=strict$/m);
    expect(unit).toMatch(/^NoNewPrivileges=yes$/m);
    expect(unit).toMatch(/^StateDirectory=chatdrop$/m);
    expect(unit).not.toMatch(/^Environment/m);
  });

  test.skipIf(!hasSystemd)(
    'is understood by systemd, which rates its exposure low (needs systemd-analyze)',
    () => {
      const path = join(temporaryFolder(), 'chatdrop.service');
      writeFileSync(path, unit.replace('ExecStart=chatdrop', `ExecStart=${process.execPath}`));

      // Both end with another code than 0 when they find something.
      const analyze = (...args: readonly string[]) =>
        execFileSync('systemd-analyze', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
      analyze('verify', path);
      const verdict = analyze('security', '--offline=yes', '--threshold=20', path);

      expect(verdict).toMatch(/Overall exposure level for chatdrop\.service: \d\.\d OK/);
    },
  );
});

test('the container runs the packed command as nobody special, and without a network while it is built', () => {
  const dockerfile = readFileSync('assets/headless/Dockerfile', 'utf8');

  expect(dockerfile).toMatch(/npm install --global --offline .*chatdrop\.tgz/);
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toMatch(/^ENTRYPOINT \["chatdrop"\]$/m);
  expect(readFileSync('assets/headless/Dockerfile.dockerignore', 'utf8')).toBe('**\n!chatdrop-*.tgz\n');
});
