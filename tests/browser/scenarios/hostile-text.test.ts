import type { Page } from '@playwright/test';
import type { Desk, Ticket } from '../support/desk';
import { ADA, JANE } from '../support/people';
import { day, openList, openTicket, panel, rowOf, ticketRows } from '../support/screens';
import { expect, test } from '../support/test';

/** Texts that run where a page takes them for markup. What runs says so in `ran`. */
const MARKUP = '<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>';
const MARKDOWN = [
  MARKUP,
  '[link](javascript:globalThis.ran=1)',
  '[link](JaVaScRiPt&colon;globalThis.ran=1)',
  '[link](data:text/html,<script>opener.ran=1</script>)',
  '![picture](x" onerror="globalThis.ran=1)',
  '![picture](https://example.com/picture.png)',
  '![picture](javascript:globalThis.ran=1)',
  '<a href="javascript:globalThis.ran=1">link</a>',
  '<svg/onload=globalThis.ran=1>',
  '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
  '<details open ontoggle=globalThis.ran=1>',
  '```html\n<script>globalThis.ran=1</script>\n```',
  '{{constructor.constructor("globalThis.ran=1")()}} ${globalThis.ran=1}',
].join('\n\n');

function ran(page: Page): Promise<unknown> {
  return page.evaluate(() => (globalThis as { ran?: unknown }).ran);
}

/** Notes what the page asks of anybody but its own server. */
function strangers(page: Page): string[] {
  const seen: string[] = [];
  page.context().on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') seen.push(request.url());
  });
  return seen;
}

/** A ticket that is hostile wherever the API lets it be, on a hostile order. */
async function hostileTicket(desk: Desk, admin: Desk): Promise<Ticket> {
  const order = await admin.call<{ id: number }>('POST', '/api/purchase-order', {
    'PO List Number': `<b>${String(Date.now())}</b>${MARKUP.slice(0, 40)}`,
    'PO List Document Status': '<script>globalThis.ran=1</script>',
    'Supplier Number': '"><svg/onload=globalThis.ran=1>',
    'Supplier Name': MARKUP,
  });
  const ticket = await desk.create({
    Title: `Hostile ${MARKUP}`,
    Description: MARKDOWN,
    Category: '<svg/onload=globalThis.ran=1>',
    'Linked PO Id': order.id,
  });
  await desk.addNote(ticket.id, MARKDOWN);
  await desk.change(ticket.id, {
    Title: `More hostile ${MARKUP}`,
    Description: `${MARKDOWN}\n\nagain`,
  });
  return desk.ticket(ticket.id);
}

test('text that people write is shown in the list and on the ticket, and never run', async ({
  page,
  desk,
  admin,
}) => {
  const asked = strangers(page);
  const ticket = await hostileTicket(desk, admin);
  await openList(page, { id: ticket.id });
  await expect(rowOf(page, ticket.id)).toContainText(ticket.Title);
  await rowOf(page, ticket.id).click();
  await expect(panel(page, ticket.id).getByRole('article')).toContainText('<svg/onload');
  await openTicket(page, ticket.id, ticket.Title);
  const activity = page.getByRole('region', { name: 'Activity' });
  await expect(activity.getByRole('article')).toContainText('<iframe srcdoc');
  await activity.getByText('changed the Description').click();
  await expect(activity.getByText('Before').last()).toBeVisible();
  await expect(page.getByRole('region', { name: /^Purchase order/ })).toContainText(
    'Supplier<img src=x onerror',
  );
  const links = await page
    .locator('a[href]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(links.filter((href) => /^\s*(javascript|data|vbscript):/i.test(href))).toEqual([]);
  await expect(page.locator('main').locator('script, iframe, img, object, embed')).toHaveCount(0);
  expect(await ran(page)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('hostile names are shown wherever people are, and never run', async ({
  open,
  admin,
  desk,
}) => {
  const name = `Mallory ${MARKUP}`;
  const email = `mallory${String(Date.now())}@acme.com`;
  await admin.call('POST', '/api/user', {
    'User Fullname': name,
    Username: email.slice(0, email.indexOf('@')),
    'User Email': email,
    'Role Id': 2,
  });
  const { word, tickets } = await desk.createSome(1, () => ({
    'Assignee Email': email,
    Subscribers: [email],
  }));
  await desk.addNote(tickets[0]?.id ?? '', `Seen by ${email}`);
  for (const person of [JANE, ADA]) {
    const page = await open(person);
    await openList(page, { q: word, 'Assignee Email': email });
    await expect(ticketRows(page)).toContainText('Mallory <img');
    await ticketRows(page).click();
    await expect(page.getByRole('article')).toContainText('Mallory <img');
    await page.getByRole('button', { name: /^Change Assignee/ }).click();
    await page.getByRole('combobox').fill('mallory');
    await expect(page.getByRole('option', { name: /Mallory <img/ }).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Add a note' }).pressSequentially('@mallory');
    await expect(page.getByRole('option', { name: /Mallory <img/ }).first()).toBeVisible();
    expect(await ran(page)).toBeUndefined();
  }
});

test('hostile names of views, roles, tokens and orders are shown, and never run', async ({
  open,
  admin,
  desk,
}) => {
  const name = `Hostile ${String(Date.now())} <svg/onload=globalThis.ran=1><b>`;
  await admin.call('POST', '/api/issue-tracker-views', { Name: name, Query: 'q=x', Shared: true });
  await admin.call('POST', '/api/role', {
    'Role Name': name.slice(0, 64),
    'Role Description': MARKUP,
    Privileges: [{ type: 'Issue Tracker', access: 'View' }],
  });
  await admin.call('POST', '/api/token', { Name: name, Scope: null, 'Expires At': null });
  const order = await admin.call<{ id: number }>('POST', '/api/purchase-order', {
    'PO List Number': name.slice(0, 64),
    'Supplier Name': MARKUP,
  });
  const title = `Hostile ${MARKUP}`;
  const { id } = await desk.create({ Title: title, 'Linked PO Id': order.id, 'Due Date': day(0) });
  const page = await open(ADA);
  const asked = strangers(page);
  for (const path of ['roles', 'tokens', 'purchase-orders', 'users']) {
    await page.goto(`/administration/${path}`);
    await expect(page.getByRole('table').or(page.getByRole('grid'))).toBeVisible();
    if (path !== 'users') await expect(page.getByText('<svg/onload').first()).toBeVisible();
    expect(await ran(page)).toBeUndefined();
  }
  for (const path of ['board', 'calendar']) {
    await page.goto(`/${path}?id=${id}`);
    await expect(page.getByRole('main').getByText('<img src=x').first()).toBeVisible();
    await expect(page.getByRole('link', { name }).first()).toBeVisible();
    expect(await ran(page)).toBeUndefined();
  }
  expect(asked).toEqual([]);
});

test('hostile text in a search, a filter or an address is text too', async ({ page, watch }) => {
  watch.expect(/status of 40[04]/);
  const asked = strangers(page);
  await page.goto(`/tickets?${new URLSearchParams({ q: MARKUP, Category: MARKUP }).toString()}`);
  await expect(page.getByRole('button', { name: /^Category is/ })).toContainText('<img');
  await page.goto(`/tickets/${encodeURIComponent('<svg onload=alert(1)>')}`);
  await expect(page.getByText(/No such ticket|There is nothing here|went wrong/)).toBeVisible();
  await page.goto(`/tickets?filter=${encodeURIComponent(MARKUP)}`);
  await expect(page.getByRole('button', { name: /^Expression/ })).toContainText('<img');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill(MARKUP);
  await expect(page.getByRole('option', { name: /Search tickets for/ })).toContainText('<img');
  expect(await ran(page)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('the preview shows what will be saved, and runs nothing of it', async ({ page }) => {
  await openList(page);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'New ticket' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill(MARKUP);
  await dialog.getByRole('textbox', { name: 'Description' }).fill(MARKDOWN);
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByText('<details open')).toBeVisible();
  await expect(dialog.locator('script, iframe, img')).toHaveCount(0);
  expect(await ran(page)).toBeUndefined();
});

test('the policy of the page lets no inline script run, even if one got in', async ({
  page,
  watch,
}) => {
  watch.expect(/policy violation/, /Content Security Policy/);
  const response = await page.goto('/');
  const policy = response?.headers()['content-security-policy'] ?? '';
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1];
  expect(scripts).toBe("'self'");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  const violated = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        addEventListener('securitypolicyviolation', (event) => {
          resolve(event.effectiveDirective);
        });
        const script = document.createElement('script');
        script.textContent = 'globalThis.ran = 1';
        document.body.append(script);
      }),
  );
  expect(await violated).toMatch(/^script-src/);
  expect(await ran(page)).toBeUndefined();
});
