/** The board by status. */
export const board = {
  title: 'Board',
  label: 'Board by status',
  column: (status: string, count: string) => `${status}, ${count} tickets`,
  folded: (status: string, count: string) =>
    `Show the ${count} tickets that are ${status} too. The view leaves them out.`,
  empty: 'No tickets here',
  emptyDrop: 'No tickets here. Drop one to move it.',
  dropHere: 'Drop here',
  changeStatus: (id: string) => `Change the status of ${id}`,
  moved: (id: string, status: string) => `${id} moved to ${status}.`,
  instructions:
    'Arrow keys go from card to card, Enter opens one. Space picks a card up: left and right choose ' +
    'the column, Space puts it down, Escape leaves it where it was.',
  instructionsReadOnly: 'Arrow keys go from card to card, Enter opens one.',
  picked: (id: string, status: string) =>
    `${id} is picked up from ${status}. Left and right choose the column.`,
  over: (status: string) => `To ${status}. Space puts it down.`,
  dropped: (id: string, status: string) => `${id} is now in ${status}.`,
  left: (id: string) => `${id} stays where it was.`,
  order: {
    command: 'Choose the order of the cards',
    label: (field: string, direction: string) => `Order of the cards: ${field}, ${direction}`,
    by: 'Order by',
    direction: 'Direction',
    newest: 'Newest first',
    oldest: 'Oldest first',
    highest: 'Highest first',
    lowest: 'Lowest first',
    earliest: 'Earliest first',
    latest: 'Latest first',
    ascending: 'A to Z',
    descending: 'Z to A',
  },
  keys: {
    earlier: 'Move the card to the column before',
    later: 'Move the card to the column after',
    status: 'Choose the status of the card',
  },
};
