import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { JANE } from '../support/people';
import { test } from '../support/test';

const RUNS = Number(process.env.EXPEDITER_PAGE_RUNS ?? '7');
const THROTTLES = [
  { times: 1, boundMs: 1_000 },
  { times: 4, boundMs: 3_000 },
];
const SCRIPT_BOUND_KB = 300;

interface Figure {
  name: string;
  values: number[];
  bound: number;
  unit: string;
}

interface Load {
  usableMs: number;
  /** Scripts that were there when the list could be used, as sent. */
  scriptKb: number;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** From the start of the navigation to the frame in which rows of tickets are drawn and can be used. */
async function timeToRows(page: Page): Promise<Load> {
  await page.addInitScript(() => {
    const wait = new MutationObserver(() => {
      const row = document.querySelector('[id^="ticket-row-"]:not([aria-busy])');
      if (!row?.textContent.includes('TKT-')) return;
      wait.disconnect();
      // The frame that shows the rows has been drawn, and the script is idle enough to hear a key.
      requestAnimationFrame(() => setTimeout(() => performance.mark('usable')));
    });
    wait.observe(document, { childList: true, subtree: true });
  });
  await page.goto('/', { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0);
  return page.evaluate(() => {
    const usableMs = performance.getEntriesByName('usable')[0]?.startTime ?? NaN;
    const scripts = (
      performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    ).filter((each) => each.name.endsWith('.js') && each.responseEnd <= usableMs);
    const bytes = scripts.reduce((sum, each) => sum + each.encodedBodySize, 0);
    return { usableMs, scriptKb: bytes / 1_000 };
  });
}

function line({ name, values, bound, unit }: Figure): string {
  const round = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 0 });
  const middle = median(values);
  const cells = [
    name.padEnd(47),
    `${round(middle)} ${unit}`.padStart(10),
    `${round(Math.min(...values))} – ${round(Math.max(...values))}`.padStart(16),
    (bound === Infinity ? '' : `≤ ${round(bound)} ${unit}`).padStart(12),
    (bound === Infinity ? '' : middle <= bound ? 'yes' : 'no').padStart(9),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function loadAverage(): string {
  return readFileSync('/proc/loadavg', 'utf8').split(' ')[0] ?? '';
}

test('how soon the page can be used', async ({ open }) => {
  const times: Figure[] = THROTTLES.map(({ times: slower, boundMs }) => ({
    name: `list usable after opening, processor ${String(slower)}× slower`,
    values: [],
    bound: boundMs,
    unit: 'ms',
  }));
  const script: Figure = {
    name: 'initial script, as sent',
    values: [],
    bound: SCRIPT_BOUND_KB,
    unit: 'kB',
  };
  // Hardly hangs on what else runs on the machine, as the clock does.
  const work: Figure = {
    name: 'of it processor time of the page, unthrottled',
    values: [],
    bound: Infinity,
    unit: 'ms',
  };
  const load = loadAverage();
  for (let run = 0; run < RUNS; run += 1) {
    for (const [at, { times: rate }] of THROTTLES.entries()) {
      // A browser that has never seen the page: nothing is in its cache.
      const page = await open(JANE);
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate });
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      const { usableMs, scriptKb } = await timeToRows(page);
      const { metrics } = await session.send('Performance.getMetrics');
      const busy = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
      if (rate === 1) work.values.push(busy * 1_000);
      times[at]?.values.push(usableMs);
      script.values.push(scriptKb);
      await page.context().close();
    }
  }
  const head =
    `\n${String(RUNS)} runs each on the demo data, nothing cached; load average ${load} at the start\n\n` +
    `| ${'what'.padEnd(47)} | ${'median'.padStart(10)} | ${'min – max'.padStart(16)} | ` +
    `${'bound'.padStart(12)} | ${'reached'.padStart(9)} |\n` +
    `|${'-'.repeat(49)}|${'-'.repeat(11)}:|${'-'.repeat(17)}:|${'-'.repeat(13)}:|${'-'.repeat(10)}:|\n`;
  process.stdout.write(head + [...times, work, script].map(line).join(''));
});
