import { describe, expect, it } from 'vitest';
import { ScrollScale } from './scroll-scale';

const ROW = 32;
const VIEWPORT = 800;

function scaleOf(rows: number): ScrollScale {
  const scale = new ScrollScale();
  scale.resize(rows * ROW, VIEWPORT);
  return scale;
}

describe('the scale of a scroller', () => {
  it('leaves a short list alone', () => {
    const scale = scaleOf(1_000);
    expect(scale.scrollerHeight).toBe(32_000);
    expect(scale.toContent(31_200)).toBe(31_200);
    expect(scale.toScroller(5_000)).toBe(5_000);
    expect(scale.shift).toBe(0);
  });

  it('moves a long list pixel by pixel under the wheel', () => {
    const scale = scaleOf(1_000_000);
    expect(scale.scrollerHeight).toBeLessThan(17_000_000);
    let last = scale.toContent(100);
    for (let top = 200; top < 20_000; top += 100) {
      const next = scale.toContent(top);
      expect(next - last).toBe(100);
      last = next;
    }
  });

  it('takes a drag of the scrollbar as a share of the list', () => {
    const scale = scaleOf(1_000_000);
    const middle = (scale.scrollerHeight - VIEWPORT) / 2;
    expect(scale.toContent(middle) / (1_000_000 * ROW)).toBeCloseTo(0.5, 3);
  });

  it('reaches the very last and the very first row', () => {
    const scale = scaleOf(1_000_000);
    expect(scale.toContent(scale.scrollerHeight - VIEWPORT)).toBe(1_000_000 * ROW - VIEWPORT);
    expect(scale.toContent(0)).toBe(0);
  });

  it('reaches the very last row by the wheel alone', () => {
    const scale = scaleOf(1_000_000);
    const end = scale.scrollerHeight - VIEWPORT;
    scale.toContent(end - 4 * VIEWPORT);
    for (let top = end - 3 * VIEWPORT; top < end; top += VIEWPORT) scale.toContent(top);
    expect(scale.toContent(end)).toBe(1_000_000 * ROW - VIEWPORT);
  });

  it('shows a list that became short as it is', () => {
    const scale = scaleOf(1_000_000);
    scale.toContent(scale.scrollerHeight / 2);
    scale.resize(1_000 * ROW, VIEWPORT);
    expect(scale.shift).toBe(0);
    expect(scale.toContent(640)).toBe(640);
  });

  it('comes to a row that is asked for, and goes on from there', () => {
    const scale = scaleOf(1_000_000);
    const wanted = 765_432 * ROW;
    const top = scale.toScroller(wanted);
    expect(scale.toContent(top)).toBe(wanted);
    expect(scale.toContent(top + 96)).toBe(wanted + 96);
  });
});
