const COPIED = [
  'fontFamily',
  'fontSize',
  'fontWeight',
  'letterSpacing',
  'lineHeight',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'borderTopWidth',
  'borderRightWidth',
  'borderBottomWidth',
  'borderLeftWidth',
  'boxSizing',
  'tabSize',
] as const;

/**
 * Where a character of a text area stands, in pixels from its corner. Browsers do not say: a copy
 * is measured.
 */
export function caretPosition(
  area: HTMLTextAreaElement,
  index: number,
): { left: number; top: number } {
  const copy = document.createElement('div');
  const style = getComputedStyle(area);
  for (const name of COPIED) copy.style[name] = style[name];
  Object.assign(copy.style, {
    position: 'absolute',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
    width: `${String(area.offsetWidth)}px`,
  });
  copy.textContent = area.value.slice(0, index);
  const mark = document.createElement('span');
  mark.textContent = area.value.slice(index) || '.';
  copy.appendChild(mark);
  document.body.appendChild(copy);
  const position = { left: mark.offsetLeft, top: mark.offsetTop - area.scrollTop };
  copy.remove();
  return position;
}
