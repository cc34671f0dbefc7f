import { defineConfig } from '@playwright/test';
import { BUILD, browserOptions, patience } from './support/settings';

/** The scenarios that ./test runs. What fails leaves a trace and a picture in build/browser/. */
export default defineConfig({
  testDir: 'scenarios',
  testMatch: '*.test.ts',
  outputDir: `${BUILD}/browser/failures`,
  reporter: [['list'], ['json', { outputFile: `${BUILD}/browser/report.json` }]],
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: patience(60_000),
  expect: { timeout: patience(15_000) },
  use: {
    ...browserOptions,
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
    screenshot: 'only-on-failure',
  },
});
