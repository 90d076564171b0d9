import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLedger } from '#engine/store/ledger.ts';
import { newUpload } from '../support/ledger.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { startDesktop } from './start-desktop.ts';

const UPLOADS = 3_000;
/** Younger than what is removed by itself. */
const SPAN_MS = 60 * 24 * 60 * 60_000;

/** The ledger of somebody who has sent a file every half hour for two months, all delivered. */
function monthsOfUploads(dataDir: string): void {
  const now = Date.now();
  const ledger = createLedger(dataDir, now);
  const names = Array.from({ length: UPLOADS }, (_, index) => `Scan ${index}.pdf`);
  ledger.uploads.enqueue(
    names.with(7, 'Kaufvertrag Nordlicht.pdf').map((name) => newUpload(name)),
    now,
  );
  ledger.db.prepare('UPDATE uploads SET queued_at = ? + id * ?').run(now - SPAN_MS, SPAN_MS / UPLOADS);
  ledger.db.exec(`UPDATE uploads SET state = 'delivered', attempts = 1, started_at = queued_at,
    delivered_at = queued_at, sent_name = name, message_id = id, file_id = id, chat_id = 5`);
  ledger.close();
}

test('an upload of two months ago is found by a part of its name, with its details', async () => {
  const userData = temporaryFolder();
  monthsOfUploads(join(userData, 'data'));
  const app = await startDesktop({ userData });
  const page = await app.page('window');
  // This somebody is new, and at once somewhere else than the first steps: nothing takes them back.
  await page.getByRole('navigation').getByRole('button', { name: 'History' }).click();
  await page.getByRole('searchbox').fill('vertrag nord');
  await page.locator('[data-row="8"]').press('Enter');
  await page.getByRole('complementary', { name: 'Details of Kaufvertrag Nordlicht.pdf' }).waitFor();

  expect(await page.locator('[data-row]').count()).toBe(1);
});
