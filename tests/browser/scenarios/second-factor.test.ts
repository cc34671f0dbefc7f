import type { Page } from '@playwright/test';
import { expectAccessible, expectOverlayAccessible } from '../support/axe';
import { PASSWORD, signInByApi } from '../support/people';
import { codeFor } from '../support/totp';
import { expect, test } from '../support/test';

// People of the demo whom no other test needs: what they do here stays with their accounts.
const FATIMA = 'fatima.haddad';
const BEN = 'ben.whitlock';

test.beforeEach(({ watch }) => {
  watch.expect(/status of 401/);
});

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Login name or e-mail').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('a second factor is set up, and asked for from then on', async ({ open, server, watch }) => {
  watch.expect(/status of 400/);
  const page = await open(null);
  await page.context().addCookies(await signInByApi(server, FATIMA));
  await page.goto('/account');
  await page.getByRole('button', { name: 'Set up…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(
    dialog.getByRole('img', { name: 'QR code for the authenticator app' }),
  ).toBeVisible();
  await expectOverlayAccessible(page);
  const secret =
    (await dialog.getByRole('group', { name: 'Key' }).locator('code').textContent()) ?? '';
  await dialog.getByLabel('Six-digit code').fill('000000');
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible();
  await dialog.getByLabel('Six-digit code').fill(codeFor(secret));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  const codes = (
    (await dialog.getByRole('group', { name: 'Recovery codes' }).locator('code').textContent()) ??
    ''
  ).split(/\s+/);
  expect(codes.length).toBeGreaterThan(4);
  await dialog.getByRole('button', { name: 'I have kept them' }).click();

  const other = await open(null);
  await signIn(other, FATIMA, PASSWORD);
  await expect(other.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
  await expectAccessible(other);
  // A code is good once: the next one, which the clock of the app may be ahead with.
  await other.getByLabel(/Code from your authenticator app/).fill(codeFor(secret, 1));
  await other.getByRole('button', { name: 'Verify' }).click();
  await expect(other.getByRole('grid', { name: 'Tickets' })).toBeVisible();

  const third = await open(null);
  await signIn(third, FATIMA, PASSWORD);
  await third.getByLabel(/Code from your authenticator app/).fill(codes[0] ?? '');
  await third.getByRole('button', { name: 'Verify' }).click();
  await expect(third.getByRole('grid', { name: 'Tickets' })).toBeVisible();
});

test('one changes one’s password, and signs in with the new one', async ({
  open,
  server,
  watch,
}) => {
  watch.expect(/status of 400/);
  const page = await open(null);
  await page.context().addCookies(await signInByApi(server, BEN));
  await page.goto('/account');
  await page.getByRole('button', { name: 'Change password…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change your password' });
  await expectOverlayAccessible(page);
  await dialog.getByLabel('Current password').fill(PASSWORD);
  await dialog.getByLabel('New password', { exact: true }).fill('another-good-one');
  await dialog.getByLabel('Repeat the new password').fill('another-bad-one');
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await expect(dialog.getByText('The two passwords differ.')).toBeVisible();
  await dialog.getByLabel('Repeat the new password').fill('another-good-one');
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await expect(dialog).toBeHidden();
  const other = await open(null);
  await signIn(other, BEN, 'another-good-one');
  await expect(other.getByRole('grid', { name: 'Tickets' })).toBeVisible();
});

test('who forgot the password asks for a link, and is not told whether there is an account', async ({
  open,
}) => {
  const page = await open(null);
  await page.goto('/');
  await page.getByRole('button', { name: 'Forgot your password?' }).click();
  await expectAccessible(page);
  await page.getByLabel('E-mail').fill('nobody@acme.com');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('status')).toContainText(/^If there is an account/);
  await page.getByRole('button', { name: 'Back to sign-in' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});
