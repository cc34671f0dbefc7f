import type { Page } from '@playwright/test';
import { JANE, PASSWORD, PRIYA, endSession, signInByApi } from '../support/people';
import { openTicket } from '../support/screens';
import type { Server } from '../support/server';
import { expect, test } from '../support/test';

test.beforeEach(({ watch }) => {
  watch.expect(/status of 401/);
});

const TEXT = 'The carrier was told, and will send pictures of the seal.';

/** Jane at a ticket with a note half written, in a session of her own, which can be ended from elsewhere. */
async function typeNote(page: Page, server: Server, id: string, title: string) {
  const cookies = await signInByApi(server, JANE.username);
  await page.context().addCookies(cookies);
  await openTicket(page, id, title);
  await page.getByRole('textbox', { name: 'Add a note' }).fill(TEXT);
  return cookies;
}

/** After an hour the browser drops the access token; what renews it stays for thirty days. */
async function tokenRunsOut(page: Page): Promise<void> {
  await page.context().clearCookies({ name: 'access_token_cookie' });
  await page.context().clearCookies({ name: 'csrf_access_token' });
}

test('an access token that runs out is renewed, and nobody notices', async ({
  open,
  server,
  admin,
}) => {
  const ticket = await admin.create({ Title: 'Seal missing on container 3' });
  const page = await open(null);
  await typeNote(page, server, ticket.id, ticket.Title);
  await tokenRunsOut(page);
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByRole('article', { name: 'Note by Jane Doe' })).toContainText(TEXT);
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a session that ends in the middle of typing loses nothing', async ({
  open,
  server,
  admin,
}) => {
  const ticket = await admin.create({ Title: 'Seal broken on container 7' });
  const page = await open(null);
  const cookies = await typeNote(page, server, ticket.id, ticket.Title);
  await endSession(server, cookies);
  await page.getByRole('button', { name: 'Add note' }).click();

  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(dialog.getByLabel('Login name or e-mail')).toHaveValue(JANE.username);
  await dialog.getByLabel('Password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();

  await expect(dialog).toBeHidden();
  await expect(page.getByRole('article', { name: 'Note by Jane Doe' })).toContainText(TEXT);
});

test('what is half typed when the session ends is still there after a reload', async ({
  open,
  server,
  admin,
}) => {
  const ticket = await admin.create({ Title: 'Seal unreadable on container 9' });
  const page = await open(null);
  const cookies = await typeNote(page, server, ticket.id, ticket.Title);
  await endSession(server, cookies);
  await page.reload();
  await page.getByLabel('Login name or e-mail').fill(JANE.username);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Add a note' })).toHaveValue(TEXT);
});

test('what one person typed is gone when another signs in after them', async ({
  open,
  server,
  admin,
}) => {
  const ticket = await admin.create({ Title: 'Two pallets without labels' });
  const page = await open(null);
  const cookies = await typeNote(page, server, ticket.id, ticket.Title);
  await endSession(server, cookies);
  await page.getByRole('button', { name: 'Add note' }).click();
  await page.getByRole('button', { name: 'Sign in as someone else' }).click();
  await page.getByLabel('Login name or e-mail').fill(PRIYA.username);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Add a note' })).toHaveValue('');
});
