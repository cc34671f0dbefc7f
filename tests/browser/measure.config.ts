import { defineConfig } from '@playwright/test';
import { BUILD, browserOptions, patience } from './support/settings';

/** What bench/page and tools/screenshots run: one browser at a time, and nothing recorded beside it. */
export default defineConfig({
  testDir: 'measure',
  testMatch: '*.measure.ts',
  outputDir: `${BUILD}/browser/measure`,
  reporter: 'dot',
  workers: 1,
  timeout: patience(300_000),
  expect: { timeout: patience(30_000) },
  use: browserOptions,
});
