import { list } from './list';
import { savedViews } from './saved-views';
import { shell } from './shell';
import { ticket } from './ticket';

/** English. Chapters follow the features; a chapter belongs to whoever owns the feature. */
export const en = { ...shell, list, savedViews, ticket };

type Text<T> = T extends (...args: infer Args) => string
  ? (...args: Args) => string
  : T extends string
    ? string
    : { [Key in keyof T]: Text<T[Key]> };

export type Catalogue = Text<typeof en>;
