import { ownWord } from '../support/desk';
import { ADA, JANE, JOHN, signInByApi } from '../support/people';
import { toast } from '../support/screens';
import { expect, test } from '../support/test';

test('a user is added, and signs in with the one-time password that was shown', async ({
  open,
  watch,
}) => {
  watch.expect(/status of 401/);
  const name = ownWord();
  const page = await open(ADA);
  await page.goto('/administration/users');
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(`Wanda ${name}`);
  await dialog.getByLabel('E-mail').fill(`${name}@acme.com`);
  await dialog.getByLabel('Role').selectOption('Issue Tracker Viewer');
  await dialog.getByRole('button', { name: 'Create user' }).click();
  const password = await dialog
    .getByRole('group', { name: 'One-time password' })
    .locator('code')
    .textContent();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: `Wanda ${name}`, exact: true })).toBeVisible();

  const other = await open(null);
  await other.goto('/');
  await other.getByLabel('Login name or e-mail').fill(`${name}@acme.com`);
  await other.getByLabel('Password').fill(password ?? '');
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other.getByRole('heading', { name: 'Choose a password' })).toBeVisible();
});

test('a user is deactivated after a question, and can be reactivated', async ({ open, admin }) => {
  const name = ownWord();
  await admin.addUser(name, 3);
  const page = await open(ADA);
  await page.goto('/administration/users');
  const choose = async (item: string) => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await page.getByRole('textbox', { name: /^Search users/ }).fill(name);
  await choose('Deactivate…');
  await page.getByRole('button', { name: 'Deactivate', exact: true }).click();
  await expect(toast(page, `${name} is deactivated.`)).toBeVisible();
  await choose('Reactivate');
  await expect(toast(page, `${name} can sign in again.`)).toBeVisible();
});

test('a role is made that may do just what is ticked', async ({ open, admin }) => {
  const name = ownWord();
  const page = await open(ADA);
  await page.goto('/administration/roles');
  await page.getByRole('button', { name: 'New role' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByRole('group', { name: 'Tickets' }).getByText('Edit').click();
  await dialog.getByRole('group', { name: 'Purchase orders' }).getByText('View').click();
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await expect(toast(page, `${name} is saved.`)).toBeVisible();
  const roles = await admin.call<{
    data: { rows: { 'Role Name': string; Privileges: { type: string; access: string }[] }[] };
  }>('GET', '/api/role?page_size=500');
  const made = roles.data.rows.find((role) => role['Role Name'] === name);
  expect(made?.Privileges).toEqual([
    { type: 'Issue Tracker', access: 'Edit' },
    { type: 'Procurement', access: 'View' },
  ]);
});

test('a purchase order is added, and one that a ticket links to cannot be deleted', async ({
  open,
  desk,
  admin,
  watch,
}) => {
  watch.expect(/status of 400/);
  const number = `PO-${ownWord()}`;
  const page = await open(ADA);
  await page.goto('/administration/purchase-orders');
  await page.getByRole('button', { name: 'New purchase order' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Number', { exact: true }).fill(number);
  await dialog.getByLabel('Supplier name').fill('Quokka Metals');
  await dialog.getByRole('button', { name: 'Create purchase order' }).click();
  await expect(toast(page, `${number} is saved.`)).toBeVisible();

  const query = new URLSearchParams({ 'PO List Number': number }).toString();
  const found = await admin.call<{ data: { rows: { id: number }[] } }>(
    'GET',
    `/api/purchase-order?${query}`,
  );
  await desk.create({ Title: 'On the new order', 'Linked PO Id': found.data.rows[0]?.id ?? 0 });
  await page.goto(`/administration/purchase-orders`);
  await page.getByRole('textbox', { name: /^Search purchase orders/ }).fill(number);
  await page.getByRole('button', { name: number, exact: true }).click();
  await dialog.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete order' }).click();
  await expect(page.getByText(/in use|links? to|still/i).first()).toBeVisible();
});

test('an API token is shown once, works, and is refused once it is revoked', async ({
  open,
  server,
}) => {
  const name = ownWord();
  const page = await open(JANE);
  await page.goto('/account/tokens');
  await page.getByRole('button', { name: 'New API token' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const token =
    (await dialog.getByRole('group', { name: 'API token' }).locator('code').textContent()) ?? '';
  const ask = async () =>
    (
      await fetch(`${server.url}/api/issue-tracker-tickets`, {
        headers: { Authorization: `Bearer ${token}` },
      })
    ).status;
  expect(await ask()).toBe(200);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: `Revoke “${name}”?` }).click();
  await page.getByRole('button', { name: 'Revoke token' }).click();
  await expect(toast(page, `“${name}” is revoked.`)).toBeVisible();
  expect(await ask()).toBe(401);
});

test('the account tells where one is signed in, and ends another session', async ({
  open,
  server,
}) => {
  const page = await open(null);
  const here = await signInByApi(server, 'kenji.tanaka');
  const elsewhere = await signInByApi(server, 'kenji.tanaka');
  await page.context().addCookies(here);
  await page.goto('/account');
  const sessions = page.getByRole('list', { name: 'Where you are signed in' });
  await expect(sessions.getByRole('listitem')).toHaveCount(2);
  await expect(sessions.getByText('This browser')).toHaveCount(1);
  await sessions.getByRole('button', { name: /^Sign out/ }).click();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  const cookie = elsewhere.map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${server.url}/api/profile`, { headers: { Cookie: cookie } });
  expect(answer.status).toBe(401);
});

test('theme and single-key shortcuts are set in the account too', async ({ page }) => {
  await page.goto('/account');
  await page.getByRole('group', { name: 'Theme' }).getByText('Dark').click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('group', { name: 'Single-key shortcuts' }).getByText('Off').click();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Your account' }).click();
  await page.keyboard.press('c');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(1);
});

test('who may not administer is offered none of it, nor lets an address lead there', async ({
  open,
}) => {
  const page = await open(JOHN);
  await page.goto('/');
  for (const name of ['Users', 'Roles', 'API tokens', 'Purchase orders']) {
    await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0);
  }
  for (const path of ['users', 'roles', 'tokens', 'purchase-orders']) {
    await page.goto(`/administration/${path}`);
    await expect(page.getByText('There is nothing here')).toBeVisible();
  }
});
