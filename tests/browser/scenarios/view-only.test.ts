import { JOHN } from '../support/people';
import { grid, openList, rowOf, shownIds } from '../support/screens';
import { expect, test } from '../support/test';

const EDIT = '/api/issue-tracker-tickets';

test('who may only look is offered no change in the list', async ({ open, desk }) => {
  const { word, tickets } = await desk.createSome(2);
  const page = await open(JOHN);
  await openList(page, { q: word });
  await expect(page.getByRole('button', { name: 'New ticket' })).toBeHidden();
  await rowOf(page, tickets[0]?.id ?? '')
    .getByRole('checkbox')
    .click();
  const bar = page.getByRole('region', { name: 'Change the selected tickets' });
  await expect(bar).toContainText('1 selected');
  for (const name of ['Status', 'Priority', 'Assignee', 'Due']) {
    await expect(bar.getByRole('button', { name })).toBeHidden();
  }
  await page.keyboard.press('c');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('new ticket');
  await expect(page.getByRole('dialog', { name: 'New ticket' })).toBeHidden();
  await expect(page.getByRole('option', { name: /^New ticket/ })).toBeHidden();
});

test('who may only look is offered no change of a ticket', async ({ open, desk }) => {
  const ticket = await desk.create({ Title: 'Look, do not touch', Description: 'Words' });
  await desk.addNote(ticket.id, 'A note of Jane');
  const page = await open(JOHN);
  await page.goto(`/tickets/${ticket.id}`);
  await expect(page.getByRole('heading', { name: ticket.Title })).toBeVisible();
  await expect(page.getByText('A note of Jane')).toBeVisible();
  const offers = [
    page.getByRole('textbox', { name: 'Title', exact: true }),
    page.getByRole('textbox', { name: 'Add a note' }),
    page.getByRole('button', { name: /^Change / }),
    page.getByRole('button', { name: /^Edit / }),
    page.getByRole('button', { name: /^Delete/ }),
    page.getByRole('button', { name: 'More' }),
    page.getByRole('button', { name: /[Ss]ubscribe/ }),
  ];
  for (const offer of offers) await expect(offer).toHaveCount(0);
  for (const key of ['s', 'p', 'a', 'd', 'e']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the API refuses what the page does not offer', async ({ open, desk, watch }) => {
  watch.expect(/status of 403/);
  const ticket = await desk.create({ Title: 'Still not', Priority: 'Low' });
  const page = await open(JOHN);
  await openList(page);
  const statuses = await page.evaluate(
    async ({ path, id }) => {
      const csrf = /csrf_access_token=([^;]+)/.exec(document.cookie)?.[1] ?? '';
      const send = async (method: string, address: string, body: object) => {
        const headers = { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': csrf };
        return (await fetch(address, { method, headers, body: JSON.stringify(body) })).status;
      };
      return [
        await send('POST', path, { Title: 'x', Priority: 'Low' }),
        await send('PUT', `${path}/${id}`, { Priority: 'Critical' }),
        await send('POST', `${path}/${id}/notes`, { Note: 'x' }),
        await send('DELETE', `${path}/${id}`, {}),
      ];
    },
    { path: EDIT, id: ticket.id },
  );
  expect(statuses).toEqual([403, 403, 403, 403]);
  expect((await desk.ticket(ticket.id)).Priority).toBe('Low');
});

test('who may only look still reads, filters and shares', async ({ open, desk }) => {
  const { word, tickets } = await desk.createSome(2, (at) => ({
    Priority: at ? 'High' : 'Low',
  }));
  const page = await open(JOHN);
  await openList(page, { q: word, Priority: 'High' });
  await expect.poll(() => shownIds(page)).toEqual([tickets[1]?.id]);
  await grid(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: tickets[1]?.Title ?? '' })).toBeVisible();
});
