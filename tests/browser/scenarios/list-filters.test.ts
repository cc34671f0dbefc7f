import { JANE, PRIYA } from '../support/people';
import { choose, day, grid, openList, shownIds, ticketRows, total } from '../support/screens';
import { expect, test } from '../support/test';

const UNRESOLVED = { Status: 'Open,In Progress' };

test('a filter is added from its field, and becomes a chip that can be changed and removed', async ({
  page,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(3, (at) => ({
    Priority: at === 0 ? 'Critical' : 'Low',
  }));
  await openList(page, { q: word });
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('option', { name: 'Priority' }).click();
  await page.getByRole('option', { name: 'Critical' }).click();
  await page.keyboard.press('Escape');
  await expect(total(page)).toHaveText('1 ticket');
  await expect.poll(() => shownIds(page)).toEqual([tickets[0]?.id]);

  await page.getByRole('button', { name: 'Priority is Critical' }).click();
  await page.getByRole('option', { name: 'Low' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Priority is Critical, Low' })).toBeVisible();
  await expect(total(page)).toHaveText('3 tickets');

  await page.getByRole('button', { name: 'Remove the filter on Priority' }).click();
  await expect(page.getByRole('button', { name: /Priority is/ })).toBeHidden();
  await expect(total(page)).toHaveText('3 tickets');
});

test('the choices of a filter say how many tickets each would show', async ({ page, desk }) => {
  const { word } = await desk.createSome(5, (at) => ({ Status: at < 3 ? 'Open' : 'Resolved' }));
  await openList(page, { q: word });
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('option', { name: 'Status' }).click();
  await expect(page.getByRole('option', { name: /^Open/ })).toHaveText('Open3');
  await expect(page.getByRole('option', { name: /^Resolved/ })).toHaveText('Resolved2');
  await expect(page.getByRole('option', { name: /^Closed/ })).toHaveText('Closed0');
});

test('a filter can say what is not wanted', async ({ page, desk }) => {
  const { word } = await desk.createSome(4, (at) => ({
    Category: at === 0 ? 'Customs' : 'Quality',
  }));
  await openList(page, { q: word, Category: 'Customs' });
  await expect(total(page)).toHaveText('1 ticket');
  await page.getByRole('button', { name: 'Category is Customs' }).click();
  await page.getByRole('checkbox', { name: 'Is none of these' }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Category is not Customs' })).toBeVisible();
  await expect(total(page)).toHaveText('3 tickets');
});

test('"me" in a link means whoever opens it', async ({ page, open, desk }) => {
  const { word, tickets } = await desk.createSome(2, (at) => ({
    'Assignee Email': at === 0 ? JANE.email : PRIYA.email,
  }));
  await openList(page, { q: word, 'Assignee Email': 'me' });
  await expect(page.getByRole('button', { name: 'Assignee is Me' })).toBeVisible();
  await expect.poll(() => shownIds(page)).toEqual([tickets[0]?.id]);

  const other = await open(PRIYA);
  await other.goto(page.url());
  await expect.poll(() => shownIds(other)).toEqual([tickets[1]?.id]);
});

test('a relative date goes on meaning the same tomorrow', async ({ page, desk }) => {
  const { word, tickets } = await desk.createSome(4, (at) => ({ 'Due Date': day(at - 1) }));
  await openList(page, { q: word });
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('option', { name: 'Due' }).first().click();
  await page.getByRole('option', { name: 'Before today' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Due is Before today' })).toBeVisible();
  await expect.poll(() => shownIds(page)).toEqual([tickets[0]?.id]);
  expect(new URL(page.url()).searchParams.get('Due Date')).toBe('..today-1d');

  await page.clock.setSystemTime(Date.now() + 2 * 86_400_000);
  await page.reload();
  await expect(total(page)).toHaveText('3 tickets');
});

test('a range of dates is filtered from one day to another', async ({ page, desk }) => {
  const { word } = await desk.createSome(5, (at) => ({ 'Due Date': day(10 + at) }));
  await openList(page, { q: word, 'Due Date': `${day(11)}..` });
  await expect(total(page)).toHaveText('4 tickets');
  await page.getByRole('button', { name: /^Due is since/ }).click();
  await page.getByLabel('To', { exact: true }).fill(day(12));
  await page.keyboard.press('Escape');
  await expect(total(page)).toHaveText('2 tickets');
});

test('a filter in the words of the API says what chips cannot', async ({ page, desk }) => {
  const { word } = await desk.createSome(3, (at) => ({
    Priority: at === 0 ? 'Critical' : 'Low',
    ...(at === 2 ? { 'Due Date': day(1) } : {}),
  }));
  await openList(page, { q: word });
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('option', { name: 'Expression' }).click();
  await page.getByLabel('Expression').fill(`Priority ge 'High' or "Due Date" lt today+3d`);
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(total(page)).toHaveText('2 tickets');
});

test('an expression that cannot be understood says where it is wrong', async ({ page, watch }) => {
  watch.expect(/status of 400/);
  await page.goto('/tickets?filter=Priority+ge');
  await expect(page.getByText(/position|expected/i).first()).toBeVisible();
  await page.getByRole('button', { name: 'Remove the filter on Expression' }).click();
  await expect(ticketRows(page).first()).toContainText('TKT-');
});

test('the search finds words of titles, descriptions and notes as one types', async ({
  page,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(3);
  await desk.change(tickets[1]?.id ?? '', { Description: `Found by ${word}desc alone` });
  await desk.addNote(tickets[2]?.id ?? '', `Found by ${word}note alone`);
  await openList(page);
  const search = page.getByRole('textbox', { name: /^Search titles/ });
  await search.pressSequentially(word.slice(0, -1));
  await expect(total(page)).toHaveText('3 tickets');
  await search.fill(`${word}de`);
  await expect.poll(() => shownIds(page)).toEqual([tickets[1]?.id]);
  await search.fill(`${word}no`);
  await expect.poll(() => shownIds(page)).toEqual([tickets[2]?.id]);
  expect(new URL(page.url()).searchParams.get('q')).toBe(`${word}no`);
});

test('where nothing matches, the list says so and offers the way out', async ({ page }) => {
  await openList(page, { ...UNRESOLVED, q: 'nothinghasthisword' });
  await expect(page.getByText('No tickets match')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(ticketRows(page).first()).toContainText('TKT-');
});

test('where nothing has a mistyped word, the nearest one that is found is offered', async ({
  page,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(2);
  await openList(page, { q: word.replace('kk', 'kkk') });
  await page.getByRole('button', { name: `Search for “${word}”` }).click();
  await expect(total(page)).toHaveText('2 tickets');
  await expect.poll(() => shownIds(page)).toContain(tickets[0]?.id);
});

test('a view in a link is the same list for whoever opens it', async ({ page, open, desk }) => {
  const { word } = await desk.createSome(4, (at) => ({ Priority: at % 2 ? 'High' : 'Low' }));
  await openList(page, { q: word });
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await choose(page, page.getByRole('option', { name: 'Priority' }), 'High');
  await page.keyboard.press('Escape');
  await grid(page).getByRole('button', { name: 'Title' }).click();
  await expect(page).toHaveURL(/sort=Title/);
  await expect(total(page)).toHaveText('2 tickets');
  const ids = await shownIds(page);

  const other = await open(PRIYA);
  await other.goto(page.url());
  await expect.poll(() => shownIds(other)).toEqual(ids);
  await expect(other.getByRole('button', { name: 'Priority is High' })).toBeVisible();
});

test('the back button goes back through the views', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Overdue' }).click();
  await expect(page.getByRole('heading', { name: 'Overdue', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Critical' }).click();
  await expect(page.getByRole('heading', { name: 'Critical', level: 1 })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Overdue', level: 1 })).toBeVisible();
});
