import { ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useCommands } from '@/shared/commands/registry';
import { t } from '@/shared/i18n';
import { HIGH_FIRST, sortedBy, sortedTowards, sortOf } from '@/shared/tickets/sort-order';
import { FIELD_KINDS, type FilterField, type ViewQuery } from '@/shared/tickets/view-query';
import { Button } from '@/shared/ui/button';
import { Menu, MenuChoices, MenuRule } from '@/shared/ui/menu';
import styles from './board.module.css';

/** Fields by which the cards may come. A view from the list may come by others; they are offered then. */
const FIELDS: readonly string[] = ['Updated At', 'Priority', 'Due Date', 'Created At', 'Title'];
const KEYS = 'shift+o';

function fieldText(field: string): string {
  return t.fields[field as keyof typeof t.fields] ?? field;
}

/** What comes first, in words of the field. */
function directionText(field: string, descending: boolean): string {
  const { order } = t.board;
  if (field === 'Priority') return descending ? order.highest : order.lowest;
  const kind = FIELD_KINDS[field as FilterField];
  if (kind === 'moment' || field === 'id') return descending ? order.newest : order.oldest;
  if (kind === 'date') return descending ? order.latest : order.earliest;
  return descending ? order.descending : order.ascending;
}

interface SortMenuProps {
  view: ViewQuery;
  onView: (view: ViewQuery) => void;
}

/** In which order the cards of every column come. */
export function SortMenu({ view, onView }: SortMenuProps) {
  const [open, setOpen] = useState(false);
  const [{ field, descending }] = sortOf(view);
  const fields = FIELDS.includes(field) ? FIELDS : [...FIELDS, field];
  // The end that is looked for stands first.
  const directions = HIGH_FIRST.has(field) ? [true, false] : [false, true];
  const Icon = descending ? ArrowDownWideNarrow : ArrowUpNarrowWide;
  useCommands(
    useMemo(() => {
      const run = () => {
        setOpen(true);
      };
      const title = t.board.order.command;
      return [{ id: 'board-order', title, group: 'list' as const, keys: [KEYS], run }];
    }, []),
  );
  return (
    <Menu
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          variant="quiet"
          size="small"
          aria-label={t.board.order.label(fieldText(field), directionText(field, descending))}
        >
          <Icon size={14} aria-hidden />
          <span className={styles.orderText}>{fieldText(field)}</span>
        </Button>
      }
    >
      <MenuChoices
        label={t.board.order.by}
        choices={fields.map((each) => ({ value: each, label: fieldText(each) }))}
        value={field}
        onChange={(next) => {
          onView(sortedBy(view, next));
        }}
      />
      <MenuRule />
      <MenuChoices
        label={t.board.order.direction}
        choices={directions.map((each) => ({
          value: String(each),
          label: directionText(field, each),
        }))}
        value={String(descending)}
        onChange={(next) => {
          onView(sortedTowards(view, next === 'true'));
        }}
      />
    </Menu>
  );
}
