/** The calendar by due date. */
export const calendar = {
  title: 'Calendar',
  label: (range: string) => `Tickets by due date, ${range}`,
  modes: { month: 'Month', week: 'Week', agenda: 'Agenda' },
  mode: 'What the calendar shows',
  today: 'Today',
  goToday: 'Go to today',
  earlier: { month: 'Month before', week: 'Week before', agenda: 'Month before' },
  later: { month: 'Month after', week: 'Week after', agenda: 'Month after' },
  overdue: (count: string) => `${count} overdue`,
  overdueLong: 'Show the overdue tickets of this view in the list',
  day: (date: string, count: number) =>
    count === 0 ? date : `${date}, ${count === 1 ? '1 ticket' : `${String(count)} tickets`} due`,
  more: (count: number) => `+${count.toLocaleString()} more`,
  moreOf: (count: number, date: string) => `Show ${String(count)} more tickets due ${date}`,
  dayList: (date: string) => `Due ${date}`,
  inList: (count: string) => `All ${count} in the list`,
  moved: (id: string, date: string) => `${id} is now due ${date}.`,
  movedToNone: (id: string) => `${id} has no due date now.`,
  emptyTitle: 'Nothing is due',
  emptyText:
    'No tickets of this view are due in these days. Look at other days, or loosen the filters.',
  emptyDay: 'Nothing is due.',
  instructions:
    'Arrow keys go from day to day, Page Up and Page Down from month to month. Enter goes into a day, ' +
    'Escape out of it. On a ticket, Enter opens it, and Shift with an arrow key moves its due date.',
  keys: {
    sooner: 'Make the ticket due a day earlier',
    later: 'Make the ticket due a day later',
    weekSooner: 'Make the ticket due a week earlier',
    weekLater: 'Make the ticket due a week later',
  },
};
