import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test';
import { resolve } from 'node:path';

/** What the suite is told from outside, and what every browser of it is started with. */
export const ROOT = resolve(__dirname, '../../..');
export const BUILD = resolve(ROOT, 'build');
export const PROGRAM = process.env.EXPEDITER_BIN ?? resolve(BUILD, 'release/expediter');

/** Whether the long variants are wanted. */
export const isFull = Boolean(process.env.EXPEDITER_FULL);

/** How long to wait for something on this build of the program, which may be a slow one. */
export function patience(ms: number): number {
  return ms * Number(process.env.EXPEDITER_TIME_SCALE ?? '1');
}

export const browserOptions: Partial<PlaywrightTestOptions & PlaywrightWorkerOptions> = {
  browserName: 'chromium',
  viewport: { width: 1280, height: 800 },
  locale: 'en-GB',
  timezoneId: 'UTC',
  actionTimeout: patience(15_000),
  contextOptions: { reducedMotion: 'reduce' },
  launchOptions: {
    executablePath: process.env.EXPEDITER_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};
