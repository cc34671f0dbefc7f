import type { AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';

const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

declare const axe: { run: (where: Document | string, options: object) => Promise<AxeResults> };

/** Dialogs, popovers and menus: what takes the keys from the page below. */
const OVERLAYS = '[data-blocks-keys]';

/** What axe-core finds, worst kinds only, each with where it is. */
async function seriousViolations(page: Page, within: string | null): Promise<string[]> {
  await page.evaluate(SOURCE);
  const { violations } = await page.evaluate(
    (selector) => axe.run(selector ?? document, { resultTypes: ['violations'] }),
    within,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        (node) => `${id} (${help}): ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ''}`,
      ),
    );
}

async function expectNoViolations(page: Page, within: string | null): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Colours are asked for when they have been drawn, not on the way from one to the other.
    await page.evaluate(async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const ending = document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map(({ finished }) => finished));
    });
    const found = await seriousViolations(page, within);
    expect(found, `in ${colorScheme} colours`).toEqual([]);
  }
}

/** Holds the whole page, as it is now, to accessibility in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNoViolations(page, null);
}

/** The same of what lies over the page, without looking at the page below once more. */
export async function expectOverlayAccessible(page: Page): Promise<void> {
  await expect(page.locator(OVERLAYS).first()).toBeVisible();
  await expectNoViolations(page, OVERLAYS);
}
