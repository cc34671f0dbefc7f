import { expectAccessible } from '../support/axe';
import { JANE } from '../support/people';
import { expect, test } from '../support/test';

interface Description {
  paths: Record<string, Record<string, { operationId?: string }>>;
}

test('every call that the server describes is in the reference', async ({ page, desk }) => {
  const description = await desk.call<Description>('GET', '/api/openapi.json');
  const ids = Object.values(description.paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ operationId }) => operationId ?? []),
  );
  expect(ids.length).toBeGreaterThan(30);
  await page.goto('/docs');
  const calls = page.getByRole('navigation', { name: 'Calls' });
  await expect(calls.getByRole('link', { name: 'Overview' })).toBeVisible();
  const shown = await calls
    .locator('a[href^="#"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.slice(1)));
  expect(ids.filter((id) => !shown.includes(id))).toEqual([]);
});

test('a call is found by its words, and shows what it takes and answers', async ({ page }) => {
  await page.goto('/docs');
  await page.getByRole('textbox', { name: /^Search calls/ }).fill('notes');
  const calls = page.getByRole('navigation', { name: 'Calls' });
  await expect(calls.getByRole('link', { name: /purchase-order/ })).toHaveCount(0);
  await calls.getByRole('link', { name: /POST.*notes/i }).click();
  const call = page.getByRole('article');
  await expect(call).toContainText('/api/issue-tracker-tickets/{id}/notes');
  await expect(call.getByRole('heading', { name: 'Request body' })).toBeVisible();
  await expect(call.getByRole('heading', { name: 'Answers' })).toBeVisible();
  await expect(call).toContainText('201');
});

test('the reference can be read without signing in, and on a narrow screen', async ({
  open,
  watch,
}) => {
  watch.expect(/status of 401/);
  const page = await open(null, { viewport: { width: 360, height: 740 } });
  await page.goto('/docs');
  await expect(page.getByRole('heading', { name: 'API reference' })).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  await expectAccessible(page);
});

test('axe finds nothing serious in the reference', async ({ open }) => {
  const page = await open(JANE);
  await page.goto('/docs');
  await expect(page.getByRole('link', { name: 'Overview' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('navigation', { name: 'Calls' }).getByRole('link').nth(4).click();
  await expect(page.getByRole('article')).toBeVisible();
  await expectAccessible(page);
});
