import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { openWindow } from './support/open.ts';
import { bot, brokenPortal, portal } from './support/sample-portals.ts';
import { world } from './support/world.ts';

test('a portal on its way is there again after Escape, and after a look at another part of the window', async () => {
  await openWindow(world(), 'portals');
  await page.getByRole('button', { name: 'Connect a portal' }).click();
  await page.getByLabelText('Webhook address').fill('https://neu.bitrix24.de/rest/1/x/');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await userEvent.keyboard('{Control>}1{/Control}');
  await userEvent.keyboard('{Control>}3{/Control}');
  await page.getByRole('button', { name: 'Connect a portal' }).click();

  await expect
    .element(page.getByLabelText('Webhook address'))
    .toHaveValue('https://neu.bitrix24.de/rest/1/x/');
});

test('a bot that was being described is there again, until it is registered', async () => {
  await openWindow(world({ bots: [] }), 'portals');
  const open = page.getByRole('button', { name: 'Register a bot' });
  await open.click();
  await page.getByLabelText('Name in the chat').fill('Scanner');
  await userEvent.keyboard('{Escape}');
  await open.click();
  await expect.element(page.getByLabelText('Name in the chat')).toHaveValue('Scanner');
  await page.getByRole('dialog').getByRole('button', { name: 'Register a bot' }).click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await open.click();

  await expect.element(page.getByLabelText('Name in the chat')).toHaveValue('');
});

test('the address typed for one portal does not stand in the form of another', async () => {
  const broken = brokenPortal();
  await openWindow(world({ portals: [broken, portal({ ...broken, name: 'second' })] }), 'portals');
  const mend = page.getByRole('button', { name: 'Paste a new webhook' });
  await mend.first().click();
  await page.getByLabelText('Webhook address').fill('https://lager.bitrix24.de/rest/1/y/');
  await userEvent.keyboard('{Escape}');
  await mend.last().click();
  await expect.element(page.getByLabelText('Webhook address')).toHaveValue('');
  await userEvent.keyboard('{Escape}');
  await mend.first().click();

  await expect
    .element(page.getByLabelText('Webhook address'))
    .toHaveValue('https://lager.bitrix24.de/rest/1/y/');
});

test('news about bots leave the editor of a new watch where it is', async () => {
  const main = await openWindow(world({ rows: [], setup: 'done' }), 'history');
  await page.getByRole('button', { name: 'Add a watch' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  const search = page.getByLabelText('Choose a chat');
  await search.fill('Lager');
  main.tell('bots.changed', [bot({ dialogs: [] })]);
  await new Promise((resolve) => requestAnimationFrame(resolve));

  await expect.element(search).toHaveValue('Lager');
});
