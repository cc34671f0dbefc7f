import { ArrowLeft, ArrowRight, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/shared/i18n';
import { setPreference, usePreference, type Preferences } from '@/shared/preferences/preferences';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { Popover } from '@/shared/ui/popover';
import { movedBy } from './column-layout';
import styles from './columns-menu.module.css';
import type { ListTable } from './use-list-table';

const DENSITIES: readonly Preferences['density'][] = ['dense', 'normal', 'roomy'];
/** Without it a row says nothing. */
const ALWAYS_SHOWN = 'Title';

function ColumnLine({ id, table, layout, setLayout }: ListTable & { id: string }) {
  const label = table.getColumn(id)?.columnDef.meta?.label() ?? id;
  const move = (places: number) => {
    setLayout({ ...layout, order: movedBy(layout.order, id, places) });
  };
  return (
    <li className={styles.line}>
      <label className={styles.label}>
        <input
          type="checkbox"
          checked={!layout.hidden.includes(id)}
          disabled={id === ALWAYS_SHOWN}
          onChange={(event) => {
            const others = layout.hidden.filter((each) => each !== id);
            setLayout({ ...layout, hidden: event.target.checked ? others : [...others, id] });
          }}
        />
        {label}
      </label>
      <Button
        size="small"
        variant="quiet"
        aria-label={t.list.columns.earlier(label)}
        disabled={layout.order[0] === id}
        onClick={() => {
          move(-1);
        }}
      >
        <ArrowLeft size={13} aria-hidden />
      </Button>
      <Button
        size="small"
        variant="quiet"
        aria-label={t.list.columns.later(label)}
        disabled={layout.order.at(-1) === id}
        onClick={() => {
          move(1);
        }}
      >
        <ArrowRight size={13} aria-hidden />
      </Button>
    </li>
  );
}

function RowHeights() {
  const density = usePreference('density');
  return (
    <fieldset className={styles.density}>
      <legend className={styles.heading}>{t.list.columns.rows}</legend>
      {DENSITIES.map((name) => (
        <label key={name} className={styles.label}>
          <input
            type="radio"
            name="density"
            checked={density === name}
            onChange={() => {
              setPreference('density', name);
            }}
          />
          {t.density[name]}
        </label>
      ))}
    </fieldset>
  );
}

/** Which columns there are, in which order, and how tall the rows. */
export function ColumnsMenu(list: ListTable) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t.list.columns.button}
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={t.list.columns.button} size="small">
          <SlidersHorizontal size={14} aria-hidden />
        </IconButton>
      }
    >
      <div className={styles.menu}>
        <h3 className={styles.heading}>{t.list.columns.title}</h3>
        <ul>
          {list.layout.order.map((id) => (
            <ColumnLine key={id} id={id} {...list} />
          ))}
        </ul>
        <RowHeights />
        <Button
          size="small"
          onClick={() => {
            setPreference('columns', null);
          }}
        >
          {t.list.columns.reset}
        </Button>
      </div>
    </Popover>
  );
}
