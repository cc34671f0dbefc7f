import type { BrowserContext } from '@playwright/test';

/**
 * Notes what goes wrong in a browser without anybody seeing it: errors on the console, exceptions, and
 * breaches of the Content-Security-Policy.
 */
export class Watch {
  private readonly found: string[] = [];
  private readonly expected: RegExp[] = [];

  /** What this test brings about on purpose, such as an answer of 401. */
  expect(...patterns: RegExp[]): void {
    this.expected.push(...patterns);
  }

  async over(context: BrowserContext): Promise<void> {
    context.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      this.found.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', ({ error }) => {
      this.found.push(`exception: ${String(error())}`);
    });
    context.on('dialog', (dialog) => {
      this.found.push(`a ${dialog.type()} was opened: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        // The console is what is watched from outside.
        // eslint-disable-next-line no-console
        console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
  }

  get problems(): string[] {
    return this.found.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }
}
