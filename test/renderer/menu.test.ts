import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { openWindow } from './support/open.ts';
import { world } from './support/world.ts';

const button = () => page.getByRole('button', { name: 'Actions for Rechnung 4711.pdf' });
const focused = () => document.activeElement?.textContent.trim();

test('a menu opened by a key begins at its first item, and gives the focus back to its button', async () => {
  await openWindow(world());
  await expect.element(button()).toBeInTheDocument();
  button().element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(focused).toBe('Open in chat');
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(focused).toBe('Open file');

  await userEvent.keyboard('{Escape}');

  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  await expect.poll(() => document.activeElement).toBe(button().element());
});

test('the arrow that points down opens a menu, and Tab leaves it', async () => {
  await openWindow(world());
  await expect.element(button()).toBeInTheDocument();
  button().element().focus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(button()).toHaveAttribute('aria-expanded', 'true');
  await expect
    .element(page.getByRole('menu'))
    .toHaveAttribute('id', button().element().getAttribute('aria-controls'));

  await userEvent.keyboard('{Tab}');

  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  await expect.element(button()).toHaveAttribute('aria-expanded', 'false');
  await expect.poll(() => document.activeElement).toBe(button().element());
});

test('the button of a menu opens and closes it, and a click elsewhere keeps the focus there', async () => {
  await openWindow(world());
  await button().click();
  await expect.element(page.getByRole('menu')).toBeVisible();
  await button().click();
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  await button().click();
  await expect.element(page.getByRole('menu')).toBeVisible();

  await page.getByRole('searchbox').click();

  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  await expect.poll(() => document.activeElement?.id).toBe('history-search');
});
