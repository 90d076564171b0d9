import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SOON } from '../e2e/office.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

test('a page that crashes is loaded again and shows what there is', async () => {
  const args = ['-r', join(import.meta.dirname, 'crash.cjs'), '.', `--user-data-dir=${temporaryFolder()}`];
  const program = spawn(process.env['CHATDROP_ELECTRON'] ?? '', args, {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void program.kill('SIGKILL'));
  let said = '';
  program.stdout.on('data', (text: Buffer) => (said += text.toString()));

  await vi.waitFor(() => expect(said).toContain('the page is back'), SOON);
});
