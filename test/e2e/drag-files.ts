import type { Page } from 'playwright-core';

/** Drags files of the disk over an element, as the system does it, and drops them there or stays. */
export async function dragFiles(
  page: Page,
  selector: string,
  paths: readonly string[],
  end: 'drop' | 'hover',
): Promise<void> {
  const element = page.locator(selector).first();
  // Visible, and where it stays: what loads above it would move it away from under the drag.
  await element.hover({ trial: true });
  const box = await element.boundingBox();
  if (box === null) throw new Error(`nothing to see of ${selector}`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const session = await page.context().newCDPSession(page);
  const types =
    end === 'drop' ? (['dragEnter', 'dragOver', 'drop'] as const) : (['dragEnter', 'dragOver'] as const);
  for (const type of types) await session.send('Input.dispatchDragEvent', { type, x, y, data });
  await session.detach();
}
