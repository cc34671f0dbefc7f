import { account } from './account';
import { administration } from './administration';
import { board } from './board';
import { calendar } from './calendar';
import { dashboard } from './dashboard';
import { list } from './list';
import { records } from './records';
import { reference } from './reference';
import { savedViews } from './saved-views';
import { shell } from './shell';
import { ticket } from './ticket';
import { tokens } from './tokens';

/** English. Chapters follow the features; a chapter belongs to whoever owns the feature. */
export const en = {
  ...shell,
  ...records,
  account,
  administration,
  board,
  calendar,
  dashboard,
  list,
  reference,
  savedViews,
  ticket,
  tokens,
};

type Text<T> = T extends (...args: infer Args) => string
  ? (...args: Args) => string
  : T extends string
    ? string
    : { [Key in keyof T]: Text<T[Key]> };

export type Catalogue = Text<typeof en>;
