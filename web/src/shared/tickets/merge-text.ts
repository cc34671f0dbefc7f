/** Merges two changes of one text, line by line. */

/** For each line of `base`, the line of `other` that it lives on as, or -1. By longest common subsequence. */
function matchLines(base: readonly string[], other: readonly string[]): number[] {
  const width = other.length + 1;
  const lengths = new Uint32Array((base.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = base.length - 1; row >= 0; row--) {
    for (let column = other.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        base[row] === other[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const matches = new Array<number>(base.length).fill(-1);
  let column = 0;
  for (let row = 0; row < base.length && column < other.length;) {
    if (base[row] === other[column]) matches[row++] = column++;
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return matches;
}

export interface MergedText {
  text: string;
  /** Both changed the same lines: the text has both versions of them, one after the other. */
  clean: boolean;
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, at) => line === b[at]);
}

/** What becomes of one stretch between two lines that everybody kept. */
function mergeStretch(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): { lines: readonly string[]; clean: boolean } {
  if (sameLines(mine, theirs) || sameLines(theirs, base)) return { lines: mine, clean: true };
  if (sameLines(mine, base)) return { lines: theirs, clean: true };
  return { lines: [...theirs, ...mine], clean: false };
}

/** More lines than this are not compared: the whole text counts as one stretch. */
const MOST_LINES = 2_000;

export function mergeText(base: string, mine: string, theirs: string): MergedText {
  const [baseLines, mineLines, theirLines] = [base, mine, theirs].map((text) =>
    text.split('\n'),
  ) as [string[], string[], string[]];
  const tooLong = [baseLines, mineLines, theirLines].some((lines) => lines.length > MOST_LINES);
  const inMine = tooLong ? [] : matchLines(baseLines, mineLines);
  const inTheirs = tooLong ? [] : matchLines(baseLines, theirLines);

  const merged: string[] = [];
  let clean = true;
  let [baseFrom, mineFrom, theirsFrom] = [0, 0, 0];
  const takeStretch = (baseTo: number, mineTo: number, theirsTo: number) => {
    const stretch = mergeStretch(
      baseLines.slice(baseFrom, baseTo),
      mineLines.slice(mineFrom, mineTo),
      theirLines.slice(theirsFrom, theirsTo),
    );
    merged.push(...stretch.lines);
    clean &&= stretch.clean;
  };
  for (let line = 0; line < baseLines.length; line++) {
    const [mineAt, theirsAt] = [inMine[line] ?? -1, inTheirs[line] ?? -1];
    if (mineAt < mineFrom || theirsAt < theirsFrom) continue;
    takeStretch(line, mineAt, theirsAt);
    merged.push(baseLines[line] ?? '');
    [baseFrom, mineFrom, theirsFrom] = [line + 1, mineAt + 1, theirsAt + 1];
  }
  takeStretch(baseLines.length, mineLines.length, theirLines.length);
  return { text: merged.join('\n'), clean };
}
