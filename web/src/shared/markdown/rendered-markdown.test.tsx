import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { RenderedMarkdown } from './rendered-markdown';

function html(text: string): HTMLElement {
  return render(<RenderedMarkdown text={text} />).container;
}

describe('text that people write', () => {
  it('is never markup of its own', () => {
    const shown = html('<script>alert(1)</script><img src=x onerror=alert(1)> <b>x</b>');
    expect(shown.querySelector('script, img, b')).toBeNull();
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>1</script>)',
    '[x](vbscript:x)',
    '![x](javascript:alert(1))',
    '<javascript:alert(1)>',
  ])('makes no link that runs: %s', (text) => {
    for (const link of html(text).querySelectorAll('a')) {
      expect(link.getAttribute('href') ?? '').not.toMatch(/^\s*(javascript|data|vbscript):/i);
    }
  });

  it.each(['//evil.example', '//evil.example/tickets', '///evil.example', 'https://evil.example'])(
    'leaves the page for what is elsewhere: %s',
    (href) => {
      const link = html(`[x](<${href}>)`).querySelector('a');
      expect(link?.getAttribute('target')).toBe('_blank');
      expect(link?.getAttribute('rel')).toContain('noopener');
    },
  );

  it('stays in the page for its own paths', () => {
    const link = html('[x](/tickets/TKT-001)').querySelector('a');
    expect(link?.getAttribute('href')).toBe('/tickets/TKT-001');
    expect(link?.getAttribute('target')).toBeNull();
  });

  it('loads no picture from elsewhere', () => {
    const shown = html('![proof](https://example.com/p.png)');
    expect(shown.querySelector('img')).toBeNull();
    expect(shown.querySelector('a')?.textContent).toBe('proof');
  });

  it('shows lists, tables and code', () => {
    const shown = html('- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n`code`');
    expect(shown.querySelectorAll('li')).toHaveLength(2);
    expect(shown.querySelectorAll('td')).toHaveLength(2);
    expect(shown.querySelector('code')?.textContent).toBe('code');
  });
});
