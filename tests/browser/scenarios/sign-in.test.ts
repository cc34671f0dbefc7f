import type { Page } from '@playwright/test';
import { ADA, JANE, PASSWORD, PRIYA } from '../support/people';
import { expect, test } from '../support/test';

const VIEWER = 3;

// Nobody's profile is refused with 401, which the browser notes.
test.beforeEach(({ watch }) => {
  watch.expect(/status of 401/);
});

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Login name or e-mail').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a person signs in and sees the list of open tickets', async ({ open }) => {
  const page = await open(null);
  await page.goto('/');
  await signIn(page, JANE.email, PASSWORD);
  await expect(page.getByRole('heading', { name: 'Open tickets' })).toBeVisible();
  await expect(page.getByRole('row').nth(5)).toContainText('TKT-');
});

test('a link to a ticket leads there after signing in', async ({ open, desk }) => {
  const ticket = await desk.create({ Title: 'Crane is stuck at gate 4' });
  const page = await open(null);
  await page.goto(`/tickets/${ticket.id}`);
  await signIn(page, JANE.username, PASSWORD);
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(ticket.Title);
});

test('a wrong password is told so, and what was typed as name stays', async ({ open }) => {
  const page = await open(null);
  await page.goto('/');
  await signIn(page, PRIYA.email, 'not-the-password');
  await expect(page.getByRole('alert')).toHaveText('Invalid username or password.');
  await expect(page.getByLabel('Login name or e-mail')).toHaveValue(PRIYA.email);
  await signIn(page, PRIYA.email, PASSWORD);
  await expect(page.getByRole('grid', { name: 'Tickets' })).toBeVisible();
});

test('after three wrong passwords the account is locked, and the page says for how long', async ({
  open,
  admin,
  watch,
}) => {
  watch.expect(/status of 429/);
  const password = await admin.addUser('lena.locked', VIEWER);
  const page = await open(null);
  await page.goto('/');
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const answered = page.waitForResponse('**/api/authenticate');
    await signIn(page, 'lena.locked', 'a-wrong-password');
    await answered;
  }
  await signIn(page, 'lena.locked', password);
  await expect(page.getByRole('alert')).toContainText('Too many failed attempts');
  await expect(page.getByRole('timer')).toHaveText(/Try again in 0:\d\d\./);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled();
});

test('a new person chooses a password at the first sign-in', async ({ open, admin }) => {
  const password = await admin.addUser('nora.new', VIEWER);
  const page = await open(null);
  await page.goto('/');
  await signIn(page, 'nora.new', password);
  await expect(page.getByRole('heading', { name: 'Choose a password' })).toBeVisible();

  const choose = page.getByRole('button', { name: 'Set password and sign in' });
  await page.getByLabel('New password').fill('short');
  await page.getByLabel('Repeat the password').fill('short');
  await choose.click();
  await expect(page.getByRole('alert')).toHaveText('At least 8 characters, please.');

  await page.getByLabel('New password').fill('a-better-password');
  await page.getByLabel('Repeat the password').fill('another-password');
  await choose.click();
  await expect(page.getByRole('alert')).toHaveText('The two passwords differ.');

  await page.getByLabel('Repeat the password').fill('a-better-password');
  await choose.click();
  await expect(page.getByRole('grid', { name: 'Tickets' })).toBeVisible();
});

test('signing out ends the session at the server too', async ({ open }) => {
  const page = await open(null);
  await page.goto('/');
  await signIn(page, ADA.username, PASSWORD);
  await page.getByRole('button', { name: 'Account' }).click();
  const cookies = await page.context().cookies();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  await page.context().addCookies(cookies);
  await page.goto('/tickets');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});
