/**
 * Browsers cap the height of an element at some 17 to 33 million pixels and lose precision long before.
 * A longer list gets a shorter scroller: while the reader scrolls on, the rows move pixel by pixel; when the
 * scrollbar is dragged, its position stands for the same share of the whole list.
 *
 * "Content" positions are those of the full list, "scroller" positions those of the element.
 */
const LONGEST = 4_000_000;
/** A move of more than so many screens is a drag of the scrollbar, not a turn of the wheel. */
const JUMP_SCREENS = 3;

export class ScrollScale {
  private content = 0;
  private viewport = 1;
  private lastTop = 0;
  private offset = 0;

  /** What is added to a scroller position to get the content position. */
  get shift(): number {
    return this.offset;
  }

  get scrollerHeight(): number {
    return Math.min(this.content, LONGEST);
  }

  resize(contentHeight: number, viewportHeight: number): void {
    this.content = contentHeight;
    this.viewport = Math.max(1, viewportHeight);
    if (this.scrollerHeight === contentHeight) this.offset = 0;
  }

  private get contentRange(): number {
    return Math.max(0, this.content - this.viewport);
  }

  private get scrollerRange(): number {
    return Math.max(0, this.scrollerHeight - this.viewport);
  }

  private proportionalTop(contentTop: number): number {
    if (this.contentRange === 0) return 0;
    return Math.round((contentTop / this.contentRange) * this.scrollerRange);
  }

  /** The content position after the scroller moved to `top`. */
  toContent(top: number): number {
    const isJump = Math.abs(top - this.lastTop) > JUMP_SCREENS * this.viewport;
    const atEnd = top <= 0 || top >= this.scrollerRange;
    if (this.content > LONGEST && (isJump || atEnd)) {
      const share = this.scrollerRange === 0 ? 0 : Math.min(1, top / this.scrollerRange);
      this.offset = Math.round(share * this.contentRange) - top;
    }
    this.lastTop = top;
    return Math.max(0, top + this.offset);
  }

  /** The scroller position that shows a content position; the next scroll event will report it. */
  toScroller(contentTop: number): number {
    const wanted = Math.max(0, Math.min(this.contentRange, contentTop));
    const top = this.proportionalTop(wanted);
    this.lastTop = top;
    this.offset = wanted - top;
    return top;
  }
}
