import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { openWindow } from './support/open.ts';
import { bot, brokenPortal, portal } from './support/sample-portals.ts';
import { upload } from './support/sample-uploads.ts';
import { emptyWorld, world } from './support/world.ts';

test('a pasted address is judged at once, and names the portal', async () => {
  const main = await openWindow(emptyWorld({ setup: 'done' }), 'portals');
  await page.getByRole('button', { name: 'Connect a portal' }).click();
  await page.getByLabelText('Webhook address').fill('https://office.bitrix24.de/');
  await expect.element(page.getByText(/This is the portal, not its webhook/)).toBeVisible();
  await page.getByLabelText('Webhook address').fill('https://office.bitrix24.de/rest/1/x/');
  await expect.element(page.getByText('Leads to office.bitrix24.de')).toBeVisible();
  await expect.element(page.getByLabelText('Name')).toHaveValue('office');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();

  await expect.element(page.getByText('Connected', { exact: true })).toBeVisible();
  expect(main.inputsOf('portals.addWebhook')).toHaveLength(1);
});

test('a revoked webhook is mended by pasting a new one', async () => {
  const main = await openWindow(world({ portals: [brokenPortal()] }), 'portals');
  await page.getByRole('button', { name: 'Paste a new webhook' }).click();
  await page.getByLabelText('Webhook address').fill('https://lager.bitrix24.de/rest/1/y/');
  await page.getByRole('dialog').getByRole('button', { name: 'Connect' }).click();

  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(main.inputsOf('portals.repair')).toMatchObject([{ name: 'warehouse' }]);
});

test('a portal that moved shows the new host and waits for a yes', async () => {
  const moved = { type: 'needs-you', code: 'portal.moved', host: 'neu.bitrix24.de' } as const;
  const main = await openWindow(world({ portals: [portal({ state: moved })] }), 'portals');
  await page.getByRole('button', { name: 'Go on at neu.bitrix24.de' }).click();

  await expect
    .poll(() => main.inputsOf('portals.acceptMove'))
    .toEqual([{ name: 'office', host: 'neu.bitrix24.de' }]);
});

test('verdicts arrive line by line', async () => {
  const main = await openWindow(world(), 'portals');
  await page.getByText('Connection check').click();
  main.tell('portals.verdict', {
    portal: 'office',
    verdict: { id: 'im', state: 'optional-missing', code: undefined },
  });

  await expect.element(page.getByText('missing, optional: chats are then entered by hand')).toBeVisible();
});

test('a bot is unregistered only after a yes', async () => {
  const main = await openWindow(world(), 'portals');
  await page.getByRole('button', { name: 'Actions for Scanner 2. Etage' }).click();
  await page.getByRole('menuitem', { name: 'Unregister…' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(main.inputsOf('bots.unregister')).toEqual([]);
});

test('a new token is shown once', async () => {
  await openWindow(world(), 'portals');
  await page.getByRole('button', { name: 'Actions for Scanner 2. Etage' }).click();
  await page.getByRole('menuitem', { name: 'New token' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'New token' }).click();

  await expect.element(page.getByText('shown-once-in-a-test')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await expect.element(page.getByText('shown-once-in-a-test')).not.toBeInTheDocument();
});

test('the first run goes from a webhook to a file in the chat', async () => {
  const main = await openWindow(emptyWorld());
  await page.getByLabelText('Webhook address').fill('https://office.bitrix24.de/rest/1/x/');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabelText('Name in the chat').fill('Scanner');
  await page.getByRole('button', { name: 'Register a bot' }).click();
  await page.getByRole('button', { name: /Buchhaltung/ }).click();
  await page.getByRole('button', { name: 'Send a test message' }).click();
  await expect.element(page.getByText('The test message is in the chat')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Browse…' }).click();
  await page.getByRole('button', { name: 'Watch this folder' }).click();
  await expect.element(page.getByText('Waiting for the first file…')).toBeVisible();
  main.tell('uploads.changed', upload(1));
  await expect.element(page.getByText('It works: Rechnung 4701.pdf is in Buchhaltung.')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Yes, start hidden' }).click();
  await page.getByRole('button', { name: 'Show the history' }).click();

  await expect.element(page.getByRole('heading', { name: 'History' })).toBeVisible();
  expect(main.inputsOf('app.setSetup')).toEqual(['bot', 'chat', 'folder', 'proof', 'autostart', 'done']);
  expect(main.inputsOf('watches.save')).toMatchObject([
    { draft: { dialog: 'chat5', folder: '/home/anna/Scans' } },
  ]);
});

test('the first run is taken up where it was left', async () => {
  await openWindow(world({ setup: 'proof' }));

  await expect.element(page.getByRole('heading', { name: 'See it work' })).toBeVisible();
});

/** A PNG of one colour. */
async function picture(width: number, height = 8): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.fillRect(0, 0, width, height);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'bot.png', { type: 'image/png' });
}

const A_PNG = expect.stringMatching(/^data:image\/png;base64,/) as string;

test('a bot is registered with its picture', async () => {
  const main = await openWindow(world({ bots: [] }), 'portals');
  await page.getByRole('button', { name: 'Register a bot' }).click();
  await page.getByLabelText('Name in the chat').fill('Scanner');
  await page.getByLabelText('Picture').upload(await picture(64));
  await expect.element(page.getByRole('dialog').getByRole('button', { name: 'Remove' })).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Register a bot' }).click();

  await expect
    .poll(() => main.inputsOf('bots.register'))
    .toEqual([{ portal: 'office', title: 'Scanner', avatar: A_PNG }]);
});

test('a bot that is there gets another picture, after a look at it', async () => {
  const present = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
  const main = await openWindow(world({ bots: [bot({ avatar: present })] }), 'portals');
  const dialog = page.getByRole('dialog');
  const shown = () => dialog.element().querySelector('img')?.src;
  await page.getByRole('button', { name: 'Actions for Scanner 2. Etage' }).click();
  await page.getByRole('menuitem', { name: 'Change…' }).click();
  await expect.poll(shown).toBe(present);

  await page.getByLabelText('Picture').upload(await picture(64));
  await expect.poll(shown).toEqual(A_PNG);
  await dialog.getByRole('button', { name: 'Keep the present picture' }).click();
  await expect.poll(shown).toBe(present);

  await page.getByLabelText('Picture').upload(await picture(64));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(main.inputsOf('bots.change')).toEqual([
    { portal: 'office', bot: 'Scanner', title: 'Scanner 2. Etage', color: 'AQUA', avatar: A_PNG },
  ]);
  await expect.poll(() => document.querySelector<HTMLImageElement>('.bots img')?.src).toEqual(A_PNG);
});

test('a bot is renamed without touching its picture', async () => {
  const main = await openWindow(world(), 'portals');
  await page.getByRole('button', { name: 'Actions for Scanner 2. Etage' }).click();
  await page.getByRole('menuitem', { name: 'Change…' }).click();
  await page.getByLabelText('Name in the chat').fill('Scanner 3. Etage');
  await page.getByRole('button', { name: 'Save' }).click();

  await expect
    .poll(() => main.inputsOf('bots.change'))
    .toEqual([{ portal: 'office', bot: 'Scanner', title: 'Scanner 3. Etage', color: 'AQUA' }]);
});

test('of a picture larger than a portal takes, the middle square goes out, made small', async () => {
  const main = await openWindow(world({ bots: [] }), 'portals');
  await page.getByRole('button', { name: 'Register a bot' }).click();
  await page.getByLabelText('Name in the chat').fill('Scanner');
  await page.getByLabelText('Picture').upload(await picture(5_001, 400));
  await expect.element(page.getByRole('dialog').getByRole('button', { name: 'Remove' })).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Register a bot' }).click();
  await expect.poll(() => main.inputsOf('bots.register')).toHaveLength(1);

  const [{ avatar }] = main.inputsOf('bots.register') as [{ avatar: string }];
  const sent = new Image();
  sent.src = avatar;
  await sent.decode();
  expect([sent.naturalWidth, sent.naturalHeight]).toEqual([320, 320]);
});

test('what is no picture is refused at once, and says why', async () => {
  await openWindow(world({ bots: [] }), 'portals');
  await page.getByRole('button', { name: 'Register a bot' }).click();
  await page.getByLabelText('Picture').upload(new File(['no picture'], 'a.png', { type: 'image/png' }));

  await expect.element(page.getByText(/no picture that can be read/)).toBeVisible();
});
