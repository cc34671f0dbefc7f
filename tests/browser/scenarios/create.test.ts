import { PRIYA } from '../support/people';
import { day, openList, ticketRows, toast } from '../support/screens';
import { expect, test } from '../support/test';

test('"c" creates a ticket from anywhere, with all its fields', async ({ page, desk }) => {
  const { word } = await desk.createSome(1);
  await openList(page, { q: word });
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'New ticket' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill(`Forklift broke a rack ${word}`);
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Bay **12**.');
  const pick = async (button: string, choice: string | RegExp) => {
    await dialog.getByRole('button', { name: button }).click();
    await page.getByRole('option', { name: choice }).first().click();
  };
  await pick('Priority', 'High');
  await pick('Assignee', PRIYA.name);
  await pick('Due', 'Tomorrow');
  await pick('Purchase order', /PO-/);
  await dialog.getByRole('button', { name: 'Create ticket' }).click();
  await expect(toast(page, /TKT-\d+ is created\./)).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(ticketRows(page)).toHaveCount(2);
  await toast(page, /is created/)
    .getByRole('button', { name: 'Open' })
    .click();
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(
    /Forklift broke a rack/,
  );

  const id = /TKT-\d+/.exec(page.url())?.[0] ?? '';
  expect(await desk.ticket(id)).toMatchObject({
    Priority: 'High',
    'Assignee Email': PRIYA.email,
    'Due Date': day(1),
    Description: 'Bay **12**.',
    Subscribers: [PRIYA.email],
  });
});

test('likely duplicates are shown while the title is typed', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(2, (at) => ({
    Title: 'Thermostat alarm in cold store',
    Status: at === 0 ? 'Open' : 'Closed',
  }));
  await openList(page);
  await page.getByRole('button', { name: 'New ticket' }).click();
  const dialog = page.getByRole('dialog', { name: 'New ticket' });
  await dialog
    .getByRole('textbox', { name: 'Title', exact: true })
    .pressSequentially(`Thermostat alarm ${word}`);
  await expect(dialog.getByRole('heading', { name: 'Perhaps there already' })).toBeVisible();
  await expect(dialog.getByRole('link', { name: new RegExp(tickets[0]?.id ?? '') })).toBeVisible();
  await expect(dialog.getByRole('link', { name: new RegExp(tickets[1]?.id ?? '') })).toBeHidden();
  await dialog.getByRole('link', { name: new RegExp(tickets[0]?.id ?? '') }).click();
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(
    tickets[0]?.Title ?? '',
  );
});

test('a ticket without a title is not created, and what else was typed stays', async ({ page }) => {
  await openList(page);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'New ticket' });
  await dialog.getByRole('textbox', { name: 'Description' }).fill('No title yet');
  await dialog.getByRole('button', { name: 'Create ticket' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('A ticket needs a title.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('c');
  await expect(dialog.getByRole('textbox', { name: 'Description' })).toHaveValue('No title yet');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await page.keyboard.press('c');
  await expect(dialog.getByRole('textbox', { name: 'Description' })).toHaveValue('');
});

test('several tickets are created one after the other', async ({ page, desk }) => {
  const { word } = await desk.createSome(1);
  await openList(page, { q: word });
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'New ticket' });
  await dialog.getByRole('checkbox', { name: 'Create another afterwards' }).check();
  const title = dialog.getByRole('textbox', { name: 'Title' });
  for (const name of ['First', 'Second']) {
    await title.fill(`${name} ${word}`);
    await title.press('ControlOrMeta+Enter');
    await expect(title).toHaveValue('');
  }
  await page.keyboard.press('Escape');
  await expect(ticketRows(page)).toHaveCount(3);
});
