import { expect, test } from '../support/test';
import { total } from '../support/screens';

test('the sidebar tells how many tickets a view keeps, and keeps up', async ({ page, desk }) => {
  await page.goto('/');
  const critical = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: 'Critical' }) });
  await page.getByRole('link', { name: 'Critical' }).click();
  await expect(total(page)).toHaveText(/^\d+ tickets?$/);
  const before = Number.parseInt(await total(page).innerText(), 10);
  await expect(critical).toHaveText(`Critical${String(before)}${await total(page).innerText()}`);

  await desk.create({ Priority: 'Critical' });
  await expect(critical).toContainText(`${String(before + 1)} tickets`, { timeout: 15_000 });
  await expect(
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'All tickets' }) }),
  ).toHaveText('All tickets');
});
