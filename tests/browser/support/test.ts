import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { Desk } from './desk';
import { ADA, JANE, Sessions, type Person } from './people';
import { Server, type ServerSettings } from './server';
import { Watch } from './watch';

interface WorkerParts {
  /** How the server of these tests is started; files that say the same share one. */
  settings: ServerSettings;
  server: Server;
  sessions: Sessions;
}

type Open = (person: Person | null, options?: BrowserContextOptions) => Promise<Page>;

interface TestParts {
  watch: Watch;
  /** A browser of somebody's own, signed in, or of nobody; closed after the test. */
  open: Open;
  /** The browser of Jane, who may edit tickets. */
  page: Page;
  /** The API as Jane uses it. */
  desk: Desk;
  /** The API as Ada uses it, who may do everything. */
  admin: Desk;
}

export const test = base.extend<TestParts, WorkerParts>({
  settings: [{ flags: ['--demo'] }, { option: true, scope: 'worker' }],

  server: [
    async ({ settings }, use) => {
      const server = await Server.start(settings);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  sessions: [
    async ({ server }, use) => {
      await use(new Sessions(server));
    },
    { scope: 'worker' },
  ],

  // The parameter must be a pattern: Playwright reads from it what a fixture needs.
  watch: async ({}, use) => {
    const watch = new Watch();
    await use(watch);
    expect(watch.problems, 'the browser reported nothing unexpected').toEqual([]);
  },

  open: async ({ browser, server, sessions, watch, contextOptions }, use) => {
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (person, options = {}) => {
      const cookies = person ? await sessions.of(person) : [];
      const context = await browser.newContext({
        ...contextOptions,
        baseURL: server.url,
        storageState: { cookies, origins: [] },
        ...options,
      });
      contexts.push(context);
      await watch.over(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  page: async ({ open }, use) => {
    await use(await open(JANE));
  },

  desk: async ({ sessions }, use) => {
    await use(new Desk(sessions, JANE));
  },

  admin: async ({ sessions }, use) => {
    await use(new Desk(sessions, ADA));
  },
});

export { expect };
