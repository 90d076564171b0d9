import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { openWindow } from './support/open.ts';
import { watch } from './support/sample-watches.ts';
import { emptyWorld, world } from './support/world.ts';

test('a watch is made in three steps, from folder to rules', async () => {
  const main = await openWindow(world({ watches: [] }), 'watches');
  await page.getByRole('button', { name: 'Add a watch' }).click();
  await page.getByRole('button', { name: 'Browse…' }).click();
  await expect.element(page.getByLabelText('Name')).toHaveValue('Scans');
  await page.getByRole('radio', { name: /^Scanner/ }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: /Lager West/ }).click();
  await expect.element(page.getByText('The bot may post here')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Watch this folder' }).click();

  await expect.element(page.getByText('Scans is watched')).toBeVisible();
  expect(main.inputsOf('watches.save')).toMatchObject([
    {
      draft: {
        name: 'Scans',
        folder: '/home/anna/Scans',
        portal: 'office',
        bot: 'Scanner',
        dialog: 'chat7',
        include: ['*.pdf', '*.tif', '*.tiff'],
        quietSeconds: 60,
      },
    },
  ]);
});

test('the files that match are shown while the rules are written', async () => {
  await openWindow(world(), 'watches');
  await page.getByText('/home/anna/Scans').click();

  await expect.element(page.getByText('37 files match now, 412 MB')).toBeVisible();
  await expect.element(page.getByText('Notizen.txt')).toBeVisible();
});

test('a problem stands at its field', async () => {
  await openWindow(
    world({ problems: [{ field: 'name', problem: 'taken', detail: undefined, isWarning: false }] }),
    'watches',
  );
  await page.getByText('/home/anna/Scans').click();

  await expect
    .element(page.getByLabelText('Name'))
    .toHaveAccessibleDescription('Another watch is called so.');
  await expect.element(page.getByLabelText('Name')).toHaveAttribute('aria-invalid', 'true');
});

test('a draft that is left is there again, and can be discarded', async () => {
  await openWindow(world(), 'watches');
  await page.getByText('/home/anna/Scans').click();
  await page.getByLabelText('Name').fill('Scans 2nd floor');
  await page.getByRole('button', { name: 'Later' }).click();
  await page.getByText('/home/anna/Scans').click();

  await expect.element(page.getByLabelText('Name')).toHaveValue('Scans 2nd floor');
  await page.getByRole('button', { name: 'Discard the draft' }).click();
  await expect.element(page.getByLabelText('Name')).toHaveValue('Scans');
});

test('a draft that was discarded comes back while nothing else is changed', async () => {
  await openWindow(world(), 'watches');
  await page.getByRole('button', { name: /Scans/ }).first().click();
  await page.getByLabelText('Name').fill('Scans 2');
  await page.getByRole('button', { name: 'Later' }).click();
  await page.getByRole('button', { name: /Scans/ }).first().click();
  await page.getByRole('button', { name: 'Discard the draft' }).click();
  await expect.element(page.getByLabelText('Name')).toHaveValue('Scans');
  await page.getByRole('button', { name: 'Undo' }).click();

  await expect.element(page.getByLabelText('Name')).toHaveValue('Scans 2');
});

test('a watch that cannot be saved keeps the editor open', async () => {
  const main = await openWindow(world(), 'watches');
  await page.getByText('/home/anna/Scans').click();
  main.world.problems = [{ field: 'folder', problem: 'forbidden', detail: undefined, isWarning: false }];
  await page.getByRole('button', { name: 'Save' }).click();

  await expect.element(page.getByText(/This folder is never watched/)).toBeVisible();
});

test('the caption is shown as it will read', async () => {
  await openWindow(world(), 'watches');
  await page.getByText('/home/anna/Scans').click();
  await page.getByRole('radio', { name: 'What to send' }).click();
  await page.getByLabelText('Caption').fill('Neu: {name}');

  await expect.element(page.getByText('Neu: Rechnung 4712.pdf')).toBeVisible();
});

test('what waits is asked about before a watch goes', async () => {
  const main = await openWindow(world(), 'watches');
  await page.getByRole('button', { name: 'Actions for Cameras' }).click();
  await page.getByRole('menuitem', { name: 'Stop watching' }).click();
  await page.getByRole('radio', { name: 'Stop watching, cancel what waits' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop watching' }).click();

  await expect.poll(() => main.inputsOf('watches.remove')).toEqual([{ name: 'Cameras', pending: 'cancel' }]);
});

test('a folder that is away says when it is looked for again', async () => {
  await openWindow(world(), 'watches');

  await expect.element(page.getByText(/The folder is not there, next look \d/)).toBeVisible();
});

test('without a portal the page leads to one', async () => {
  await openWindow(emptyWorld({ setup: 'done' }), 'watches');
  await page.getByRole('button', { name: 'Connect a portal first' }).click();

  await expect.element(page.getByText('No portal is connected')).toBeVisible();
});

test('another computer that posts the same files is told until somebody has seen to it', async () => {
  const main = await openWindow(
    world({ watches: [watch({ duplicateSender: { name: 'Rechnung 9.pdf', at: Date.now() } })] }),
    'watches',
  );

  await expect
    .element(page.getByText(/Another computer posts the same files: Rechnung 9\.pdf/))
    .toBeVisible();
  await page.getByRole('button', { name: 'I have seen to it' }).click();
  await expect.poll(() => main.inputsOf('watches.dismissDuplicateSender')).toEqual(['Scans']);
});

test('a watch of the administrators is shown, not edited; one they do not allow says so', async () => {
  const refused = { type: 'refused', code: 'policy.forbidden' } as const;
  await openWindow(
    world({ watches: [watch({ isLocked: true }), watch({ name: 'Own', state: refused })] }),
    'watches',
  );

  await expect.element(page.getByTitle('Set by your administrator')).toBeDisabled();
  await expect.element(page.getByRole('button', { name: 'Actions for Scans' })).not.toBeInTheDocument();
  await expect.element(page.getByText('The rules of this computer do not allow it')).toBeVisible();
});
