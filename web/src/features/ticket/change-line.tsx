import type { HistoryEntry } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import type { Catalogue } from '@/shared/i18n/en';
import { isIsoDate, shortDate } from '@/shared/time/dates';
import styles from './timeline.module.css';

const LONG_TEXT = 60;

function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return isIsoDate(text) ? shortDate(text) : text;
}

function fieldName(field: string): string {
  return (t.fields as Record<string, string>)[field] ?? field;
}

function isLong(entry: HistoryEntry): boolean {
  return [entry.From, entry.To].some((value) => {
    const text = valueText(value);
    return text.length > LONG_TEXT || text.includes('\n');
  });
}

/** One change in words. */
export function changeText(entry: HistoryEntry): string {
  const { history } = t.ticket;
  if (entry.Action !== 'Changed')
    return history[entry.Action as keyof Catalogue['ticket']['history']] as string;
  const field = fieldName(entry.Field ?? '');
  if (isLong(entry)) return history.rewrote(field);
  const [from, to] = [valueText(entry.From), valueText(entry.To)];
  if (!to) return history.cleared(field, from);
  return from ? history.changed(field, from, to) : history.set(field, to);
}

/** A change; of a long text also what it was and what it became, on demand. */
export function ChangeLine({ entry }: { entry: HistoryEntry }) {
  if (entry.Action !== 'Changed' || !isLong(entry)) return <span>{changeText(entry)}</span>;
  return (
    <details className={styles.details}>
      <summary>{changeText(entry)}</summary>
      <div className={styles.versions}>
        <div>
          <p className={styles.versionName}>{t.ticket.history.before}</p>
          <pre className={styles.version}>{valueText(entry.From) || t.common.none}</pre>
        </div>
        <div>
          <p className={styles.versionName}>{t.ticket.history.after}</p>
          <pre className={styles.version}>{valueText(entry.To) || t.common.none}</pre>
        </div>
      </div>
    </details>
  );
}
