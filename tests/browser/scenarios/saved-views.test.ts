import type { Page } from '@playwright/test';
import { ownWord } from '../support/desk';
import { PRIYA } from '../support/people';
import { openList, shownIds, toast, total } from '../support/screens';
import { expect, test } from '../support/test';

function views(page: Page, heading = 'Saved views') {
  return page.getByRole('navigation', { name: 'Views' }).getByRole('list', { name: heading });
}

async function saveView(page: Page, name: string, shared: boolean): Promise<void> {
  await page.getByRole('button', { name: 'Save view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this view' });
  await dialog.getByLabel('Name').fill(name);
  if (shared) await dialog.getByRole('checkbox', { name: /Everybody may see it/ }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(toast(page, `“${name}” is saved.`)).toBeVisible();
}

test('a view is saved under a name, stands in the sidebar and shows the same list again', async ({
  page,
  desk,
}) => {
  const { word } = await desk.createSome(3, (at) => ({ Priority: at ? 'High' : 'Low' }));
  const name = `High ${word}`;
  await openList(page, { q: word, Priority: 'High', sort: 'Title' });
  await expect(total(page)).toHaveText('2 tickets');
  const ids = await shownIds(page);
  await saveView(page, name, false);
  await page.goto('/');
  await views(page).getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect.poll(() => shownIds(page)).toEqual(ids);
});

test('a saved view that was changed says so, and is updated', async ({ page, desk }) => {
  const { word } = await desk.createSome(2, (at) => ({ Priority: at ? 'High' : 'Low' }));
  await openList(page, { q: word, Priority: 'High' });
  await saveView(page, word, false);
  await page.getByRole('button', { name: 'Remove the filter on Priority' }).click();
  await expect(page.getByText('Edited', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Update view' }).click();
  await expect(toast(page, `“${word}” now shows this.`)).toBeVisible();
  await page.goto('/');
  await views(page).getByRole('link', { name: word }).click();
  await expect(total(page)).toHaveText('2 tickets');
});

test('a shared view is there for others, who may use it and not change it', async ({
  page,
  open,
  desk,
}) => {
  const { word } = await desk.createSome(1, () => ({ 'Assignee Email': PRIYA.email }));
  await openList(page, { q: word, 'Assignee Email': 'me' });
  await saveView(page, word, true);
  const other = await open(PRIYA);
  await other.goto('/');
  const shared = views(other, 'Shared by others');
  await shared.getByRole('link', { name: word }).click();
  // "me" is whoever reads.
  await expect(total(other)).toHaveText('1 ticket');
  await shared.getByRole('button', { name: `Options of the view ${word}` }).click();
  await expect(other.getByRole('menuitem', { name: 'Copy the link' })).toBeVisible();
  await expect(other.getByRole('menuitem', { name: 'Delete the view' })).toBeHidden();
});

test('a private view is nobody else’s, and goes when it is deleted', async ({ page, open }) => {
  const word = ownWord();
  await page.goto(`/tickets?q=${word}`);
  await saveView(page, word, false);
  const other = await open(PRIYA);
  await openList(other);
  await expect(other.getByRole('link', { name: word })).toHaveCount(0);
  await views(page)
    .getByRole('button', { name: `Options of the view ${word}` })
    .click();
  await page.getByRole('menuitem', { name: 'Delete the view' }).click();
  await expect(toast(page, `“${word}” is deleted.`)).toBeVisible();
  await expect(page.getByRole('link', { name: word })).toHaveCount(0);
});
