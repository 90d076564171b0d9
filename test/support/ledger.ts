import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createLedger, type Ledger } from '#engine/store/ledger.ts';
import type { NewUpload } from '#engine/store/uploads/rows.ts';

/** A data folder of its own, removed when the test is over. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chatdrop-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A ledger in a real file, closed when the test is over. */
export function ledgerIn(folder = dataFolder(), now = 1_000): Ledger {
  const ledger = createLedger(folder, now);
  onTestFinished(() => {
    if (ledger.db.isOpen) ledger.close();
  });
  return ledger;
}

let inode = 1;

/** A file to be queued; every one has its own inode. */
export function newUpload(name: string, rest: Partial<NewUpload> = {}): NewUpload {
  return {
    watch: 'scans',
    target: { portal: 'office', bot: 'scanner', dialog: 'chat5' },
    caption: '',
    path: `/srv/scans/${name}`,
    root: '/srv/scans',
    name,
    stamp: { dev: 1, ino: inode++, size: 10, mtimeMs: 1, ctimeMs: 1 },
    ...rest,
  };
}
