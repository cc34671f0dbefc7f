import { render } from '@testing-library/react';
import { Suspense } from 'react';
import { expect, it } from 'vitest';
import { preloadable } from './preloadable';

function Part({ name }: { name: string }) {
  return <p>{name}</p>;
}

it('shows at once when its script is there, and else what stands in for it', async () => {
  const Later = preloadable(() => Promise.resolve(Part));
  const shown = (
    <Suspense fallback={<p>waiting</p>}>
      <Later name="part" />
    </Suspense>
  );
  const first = render(shown);
  expect(first.container.textContent).toBe('waiting');
  await first.findByText('part');
  first.unmount();
  expect(render(shown).container.textContent).toBe('part');
});

it('can be loaded before it is shown', async () => {
  const Later = preloadable(() => Promise.resolve(Part));
  await Later.preload();
  expect(render(<Later name="part" />).container.textContent).toBe('part');
});
