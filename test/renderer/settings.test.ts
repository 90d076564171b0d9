import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { openWindow } from './support/open.ts';
import { SETTINGS, STATUS, world } from './support/world.ts';

test('the language changes without a restart', async () => {
  await openWindow(world(), 'settings');
  await page.getByLabelText('Language').selectOptions('Русский');

  await expect.element(page.getByRole('heading', { name: 'Настройки' })).toBeVisible();
  expect(document.documentElement.lang).toBe('ru');
});

test('the theme can be chosen against the system', async () => {
  await openWindow(world(), 'settings');
  await page.getByLabelText('Appearance').selectOptions('Dark');

  await expect.poll(() => document.documentElement.dataset['theme']).toBe('dark');
});

test('what main refuses is put back as it was, and said', async () => {
  const main = await openWindow(world({ failing: { 'app.change': 'ledger.full' } }), 'settings');
  const toggle = page.getByRole('switch', { name: 'When a file is delivered' });
  await toggle.click();

  await expect.element(page.getByText(/The disk with the history is full/)).toBeVisible();
  await expect.element(toggle).not.toBeChecked();
  expect(main.inputsOf('app.change')).toEqual([{ notifyDeliveries: true }]);
});

test('what the administrator has set cannot be changed', async () => {
  const { info } = world();
  await openWindow(world({ info: { ...info, locked: ['notifyFailures'] } }), 'settings');

  await expect.element(page.getByRole('switch', { name: 'When a file needs me' })).toBeDisabled();
});

test('working hours begin as office hours and are painted by key', async () => {
  const main = await openWindow(world(), 'settings');
  await page.getByRole('switch', { name: 'Send only in these hours' }).click();
  const cell = page.getByRole('button', { name: 'Mon, 8 to 9', exact: true });
  await expect.element(cell).toHaveAttribute('aria-pressed', 'true');
  (cell.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');

  await expect.element(cell).toHaveAttribute('aria-pressed', 'false');
  expect(main.inputsOf('app.change')).toHaveLength(2);
});

test('Ctrl and a number lead to a part of the window, F1 to the list of keys', async () => {
  await openWindow(world());
  await userEvent.keyboard('{Control>}2{/Control}');
  await expect.element(page.getByRole('heading', { name: 'Watches' })).toBeVisible();
  await userEvent.keyboard('{F1}');

  await expect.element(page.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
});

test('a notice of main leads to the upload it is about', async () => {
  const main = await openWindow(world(), 'settings');
  await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  main.world.destination = { to: 'history', upload: 30 };
  main.tell('app.navigate', undefined);

  await expect
    .element(page.getByRole('complementary', { name: 'Details of Gehaltsliste November.pdf' }))
    .toBeVisible();
});

test('an update that is ready waits for one button, and says so when uploads are under way', async () => {
  const main = await openWindow(
    world({ update: { type: 'ready', version: '2.0.0', isWaiting: false } }),
    'settings',
  );
  await page.getByRole('button', { name: 'Restart to update' }).click();
  main.tell('updates.changed', { type: 'ready', version: '2.0.0', isWaiting: true });

  await expect
    .element(page.getByText(/Version 2\.0\.0 is installed as soon as nothing is being sent/))
    .toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Restart to update' })).not.toBeInTheDocument();
  expect(main.inputsOf('updates.restart')).toHaveLength(1);
});

test('a build that does not replace itself says how a new version comes, and offers no choice', async () => {
  await openWindow(world({ update: { type: 'elsewhere' } }), 'settings');

  await expect.element(page.getByText(/This build does not replace itself/)).toBeVisible();
  await expect.element(page.getByRole('radio', { name: 'Install by themselves' })).not.toBeInTheDocument();
});

test('updates that the administrator has set cannot be chosen', async () => {
  const { info } = world();
  await openWindow(world({ info: { ...info, locked: ['updates'] } }), 'settings');

  await expect.element(page.getByRole('radio', { name: 'Install by themselves' })).toBeDisabled();
  await expect.element(page.getByText('Set by your administrator')).toBeVisible();
});

test('a number is told when its field is left, not at every key', async () => {
  const main = await openWindow(world(), 'settings');
  await page.getByLabelText('At most, kB/s').click();
  await userEvent.keyboard('{Control>}a{/Control}500');
  expect(main.inputsOf('app.change')).toEqual([]);
  await userEvent.tab();

  await expect.poll(() => main.inputsOf('app.change')).toEqual([{ bandwidth: 500_000 }]);
});

test('a bandwidth that no request survives is not taken, and said to be too low', async () => {
  const main = await openWindow(world(), 'settings');
  await page.getByLabelText('At most, kB/s').click();
  await userEvent.keyboard('{Control>}a{/Control}65');
  await userEvent.tab();

  await expect.element(page.getByText('At least 66 kB/s, or 0.')).toBeVisible();
  expect(main.inputsOf('app.change')).toEqual([]);
});

test('keeping less of the history waits for a yes, keeping more does not', async () => {
  const main = await openWindow(world(), 'settings');
  const days = page.getByLabelText('Keep days');
  const type = async (text: string) => {
    await days.click();
    await userEvent.keyboard(`{Control>}a{/Control}${text}{Enter}`);
  };
  await type('3');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect.element(days).toHaveValue('90');
  expect(main.inputsOf('app.change')).toEqual([]);
  await type('30');
  await page.getByRole('button', { name: 'Keep less' }).click();
  await type('365');

  await expect.poll(() => main.inputsOf('app.change')).toEqual([{ keepDays: 30 }, { keepDays: 365 }]);
});

test('the settings of a file replace those here only after a yes', async () => {
  const main = await openWindow(world(), 'settings');
  await page.getByRole('button', { name: 'Import…' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(main.inputsOf('app.importSettings')).toEqual([]);
  await page.getByRole('button', { name: 'Import…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Import…' }).click();

  await expect.poll(() => main.inputsOf('app.importSettings')).toHaveLength(1);
});

test('hours that are switched off and a proxy that is chosen away come back as they were', async () => {
  const hours = Array.from({ length: 7 }, () => Array.from({ length: 24 }, (_, hour) => hour === 5));
  const proxy = { type: 'manual', url: 'http://proxy.example:3128' } as const;
  const settings = { ...SETTINGS, workingHours: hours, proxy };
  const main = await openWindow(world({ settings }), 'settings');
  const isOn = page.getByRole('switch', { name: /Send only in these hours/ });
  await isOn.click();
  await isOn.click();
  await page.getByRole('radio', { name: 'None' }).click();
  await page.getByRole('radio', { name: 'This one' }).click();

  await expect
    .poll(() => main.inputsOf('app.change'))
    .toEqual([{ workingHours: undefined }, { workingHours: hours }, { proxy: { type: 'none' } }, { proxy }]);
});

test('Ctrl F leads to the search of the history from every part', async () => {
  await openWindow(world(), 'portals');
  await userEvent.keyboard('{Control>}f{/Control}');

  await expect.element(page.getByRole('searchbox', { name: 'Search name, folder or chat' })).toHaveFocus();
});

test('what the icon in the tray offers is in the window too: the drop window, and the end', async () => {
  const main = await openWindow(world(), 'settings');
  await page.getByRole('button', { name: 'Drop window' }).click();
  await page.getByRole('button', { name: 'Quit Chatdrop' }).click();

  await expect.poll(() => main.inputsOf('app.quit')).toHaveLength(1);
  expect(main.inputsOf('app.showPopover')).toHaveLength(1);
});

test('screen readers are told of another state, but not of what is under way', async () => {
  const main = await openWindow(world(), 'settings');
  const regions = () =>
    [...document.querySelectorAll('[role=status], [aria-live]')].map(({ textContent }) => textContent).join();
  await expect.element(page.getByText('130 MB, 40 s left')).toBeVisible();
  const before = regions();
  for (let left = 39; left > 0; left--) {
    main.tell('app.statusChanged', { ...world().status, sending: 40 - left, secondsLeft: left });
  }
  await expect.element(page.getByText('130 MB, 1 s left')).toBeVisible();
  expect(regions()).toBe(before);

  main.tell('app.statusChanged', { ...STATUS, state: 'offline' });
  await expect.poll(regions, { timeout: 6_000 }).toContain('Offline');
});
