/** Where the active row goes for a key, or null where the key does not move it. */
export function moveFor(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>,
  active: number,
  total: number,
  rowsPerScreen: number,
): number | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const targets: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + rowsPerScreen,
    PageUp: active - rowsPerScreen,
    Home: 0,
    End: total - 1,
  };
  const to = targets[event.key];
  return to === undefined ? null : clampRow(to, total);
}

export function clampRow(index: number, total: number): number {
  return Math.max(0, Math.min(total - 1, index));
}
