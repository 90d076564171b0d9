import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import popoverPage from '../../src-renderer/popover.html?raw';
import '../../src-renderer/styles/shell.css';
import windowPage from '../../src-renderer/window.html?raw';
import { openPopover, openWindow } from './support/open.ts';
import { STATUS, world } from './support/world.ts';

const idle = () => world({ status: STATUS });

/** Puts there what the page holds before its script begins. */
function showShell(html: string): HTMLElement {
  const shell = new DOMParser().parseFromString(html, 'text/html').querySelector<HTMLElement>('#shell');
  if (shell === null) throw new Error('the page has no shell');
  return document.body.appendChild(shell);
}

const placeOf = (selector: string) => {
  const { x, y, width, height } = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
  return { x, y, width, height };
};

afterEach(() => document.getElementById('shell')?.remove());

test('the mark of the popover stands where it stood before there was anything to tell', async () => {
  showShell(popoverPage);
  const before = placeOf('#shell .mark');
  await openPopover(idle());

  await expect.poll(() => document.getElementById('shell')).toBeNull();
  expect(placeOf('header .mark')).toEqual(before);
});

test('the mark of the window stands where it stood before there was anything to tell', async () => {
  showShell(windowPage);
  const before = placeOf('#shell .mark');
  await openWindow(idle());

  expect(document.getElementById('shell')).toBeNull();
  expect(placeOf('nav .mark').x).toBe(before.x);
  expect(placeOf('nav .mark').y).toBeCloseTo(before.y, 0);
});

test('the popover is shown at once, when all of it is known', async () => {
  const shell = showShell(popoverPage);
  let shownFirst = '';
  const observer = new MutationObserver(() => {
    if (!shell.isConnected && shownFirst === '') shownFirst = document.body.innerText;
  });
  observer.observe(document.body, { childList: true, subtree: true });
  await openPopover(idle());
  await expect.poll(() => shell.isConnected).toBe(false);
  observer.disconnect();

  for (const part of ['Everything is delivered', 'Buchhaltung', 'Rechnung 4711.pdf']) {
    expect(shownFirst).toContain(part);
  }
});

test('what takes long does not hold back what is known', async () => {
  const shell = showShell(popoverPage);
  await openPopover({ ...idle(), silent: ['uploads.page', 'app.info'] });

  await expect.poll(() => shell.isConnected).toBe(false);
  await expect.element(page.getByRole('heading', { name: 'Everything is delivered' })).toBeVisible();
  await expect.element(page.getByText('Loading')).toBeInTheDocument();
});
