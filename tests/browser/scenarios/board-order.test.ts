import type { Page } from '@playwright/test';
import { toast } from '../support/screens';
import { expect, test } from '../support/test';

/** The cards of a column from top to bottom, by the word that their titles begin with. */
function cards(page: Page, status: string) {
  const column = page.getByRole('region', { name: status, exact: true });
  return async () => {
    const found = await column
      .locator('[data-card]')
      .evaluateAll((elements) =>
        elements
          .map((card) => ({ at: card.getBoundingClientRect().top, text: card.textContent }))
          .sort((a, b) => a.at - b.at),
      );
    return found.map(({ text }) => /axle|Bolt|Crate|Drum/.exec(text)?.[0] ?? text).join(' ');
  };
}

const FIELDS = [
  { Title: 'Crate', Priority: 'Low', 'Due Date': '2031-03-01' },
  { Title: 'axle', Priority: 'Critical', 'Due Date': null },
  { Title: 'Drum', Priority: 'High', 'Due Date': '2031-01-01', Status: 'In Progress' },
  { Title: 'Bolt', Priority: 'Medium', 'Due Date': '2031-02-01' },
];

function orderButton(page: Page) {
  return page.getByRole('button', { name: /^Order of the cards/ });
}

async function orderBy(page: Page, choice: string): Promise<void> {
  await orderButton(page).click();
  await page.getByRole('menuitemradio', { name: choice, exact: true }).click();
}

test('the cards of every column come in the order that is chosen, and moved ones keep to it', async ({
  page,
  desk,
}) => {
  const { word, tickets } = await desk.createSome(FIELDS.length, (at) => FIELDS[at] ?? {});
  const drum = tickets[2]?.id ?? '';
  await page.goto(`/board?q=${word}`);
  await expect.poll(cards(page, 'Open')).toBe('Bolt axle Crate');
  await expect(orderButton(page)).toHaveAccessibleName('Order of the cards: Ticket, Newest first');

  const orders = [
    {
      choice: 'Priority',
      sort: '-Priority',
      alone: 'axle Bolt Crate',
      all: 'axle Drum Bolt Crate',
    },
    { choice: 'Due', sort: 'Due Date', alone: 'Bolt Crate axle', all: 'Drum Bolt Crate axle' },
    { choice: 'Title', sort: 'Title', alone: 'Bolt Crate axle', all: 'Bolt Crate Drum axle' },
    { choice: 'Z to A', sort: '-Title', alone: 'axle Crate Bolt', all: 'axle Drum Crate Bolt' },
    {
      choice: 'Created',
      sort: '-Created At',
      alone: 'Bolt axle Crate',
      all: 'Bolt Drum axle Crate',
    },
    {
      choice: 'Updated',
      sort: '-Updated At',
      alone: 'Bolt axle Crate',
      all: 'Drum Bolt axle Crate',
    },
  ];
  // The browser must find the place by itself: what it reads anew after the move comes only afterwards.
  for (const { choice, sort, alone, all } of orders) {
    await orderBy(page, choice);
    await expect(page).toHaveURL((url) => url.searchParams.get('sort') === sort);
    await expect.poll(cards(page, 'Open')).toBe(alone);
    await expect.poll(cards(page, 'In Progress')).toBe('Drum');
    await page.route(/-tickets\?/, () => undefined);
    await page.locator(`[data-card="${drum}"]`).focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect(toast(page, `${drum} moved to Open.`).last()).toBeVisible();
    await expect.poll(cards(page, 'Open')).toBe(all);
    await page.unroute(/-tickets\?/);
    await page.reload();
    await expect.poll(cards(page, 'Open')).toBe(all);
    await desk.change(drum, { Status: 'In Progress' });
    await page.reload();
  }
});

test('the order of the cards is chosen by keys, and kept by a saved view', async ({
  page,
  desk,
}) => {
  const { word } = await desk.createSome(FIELDS.length, (at) => FIELDS[at] ?? {});
  await page.goto(`/board?q=${word}`);
  await expect.poll(cards(page, 'Open')).toBe('Bolt axle Crate');
  await page.keyboard.press('Shift+O');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.type('Tit');
  await page.keyboard.press('Enter');
  await expect.poll(cards(page, 'Open')).toBe('Bolt Crate axle');

  await page.keyboard.press('v');
  await page.getByRole('textbox', { name: 'Name' }).fill(`By title ${word}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: `By title ${word}` })).toBeVisible();
  await orderBy(page, 'Z to A');
  await expect.poll(cards(page, 'Open')).toBe('axle Crate Bolt');
  await page.getByRole('link', { name: `By title ${word}` }).click();
  await expect.poll(cards(page, 'Open')).toBe('Bolt Crate axle');

  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('order of the cards');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(orderButton(page)).toHaveAccessibleName('Order of the cards: Title, A to Z');
});
