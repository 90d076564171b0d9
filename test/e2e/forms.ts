import type { Page } from 'playwright-core';
import { SANDBOX_BOT } from '#cli/sandbox-portal.ts';
import { SEED_APP } from '#sandbox/store/seed.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import type { DesktopApp } from './desktop-app.ts';

/** Pastes a webhook into the form that is shown, and waits for what the connection check says. */
export async function connectByForm(page: Page, webhook: string): Promise<void> {
  await page.getByLabel('Webhook address').fill(webhook);
  await page.getByText('Leads to 127.0.0.1').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('office');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

/** Adopts the sandbox's bot in the form that is shown, with its token where one is asked for. */
export async function adoptByForm(page: Page, has: 'token' | 'no token' = 'token'): Promise<void> {
  await page.getByText('Adopt a bot').first().click();
  await page.getByLabel('Bot number').fill(String(SANDBOX_BOT.id));
  await page.getByLabel('Bot number').blur();
  if (has === 'token') await page.getByLabel('Bot token').fill(SANDBOX_BOT.token);
  await page.getByRole('button', { name: 'Adopt a bot' }).click();
}

/** Fills in the sign-in of a local app and starts it. */
export async function signInByForm(page: Page, sandbox: Sandbox): Promise<void> {
  await page.getByText('Sign in (local app)').click();
  await page.getByLabel('Address of the portal').fill(sandbox.url);
  await page.getByLabel('Application ID').fill(SEED_APP.id);
  await page.getByLabel('Application key').fill(SEED_APP.secret);
  await page.getByLabel('Name', { exact: true }).fill('office');
  await page.getByRole('button', { name: 'Sign in in the browser' }).click();
}

/** Answers "Allow" on the page that the program opened in the system's browser; gives what that page says then. */
export async function allowInBrowser(app: DesktopApp): Promise<string> {
  const address = (await app.opened()).find((opened) => opened.includes('/oauth/authorize'));
  if (address === undefined) throw new Error('no browser was opened');
  const form = new URL(address).searchParams;
  form.set('answer', 'allow');
  const answer = await fetch(new URL('/oauth/authorize/', address), { method: 'POST', body: form });
  return answer.text();
}

/** From an empty window to a portal with a bot, by the forms of the first run. */
export async function setUpByForm(page: Page, sandbox: Sandbox): Promise<void> {
  await connectByForm(page, sandbox.webhook);
  await page.getByRole('button', { name: 'Next' }).click();
  await adoptByForm(page);
  await page.getByLabel('Chat id').waitFor();
}

/** Types a chat's id into the picker that is shown; resolves when the bot may post there. */
export async function pickByForm(page: Page, dialog: string): Promise<void> {
  await page.getByLabel('Chat id').fill(dialog);
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByText('The bot may post here', { exact: true }).waitFor();
}
