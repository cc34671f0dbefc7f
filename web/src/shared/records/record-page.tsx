import { Plus } from 'lucide-react';
import { useMemo, useRef, type ReactNode } from 'react';
import { useCommands, type Command } from '../commands/registry';
import { t } from '../i18n';
import { Button } from '../ui/button';
import { ErrorNotice } from '../ui/notice';
import { SearchBox } from '../ui/search-box';
import { useLatest } from '../ui/use-latest';
import styles from './record-page.module.css';
import type { RecordList } from './use-record-list';
import type { RecordView } from './use-record-view';

interface RecordPageProps {
  title: string;
  /** A sentence on what these are, for who comes the first time. */
  intro?: string;
  list: Pick<RecordList<unknown>, 'total' | 'isLoading' | 'rows' | 'error' | 'retry'>;
  view: RecordView;
  /** Without, there is nothing to search by. */
  searchLabel?: string;
  filters?: ReactNode;
  /** Named and there for who may make one. */
  newLabel?: string | undefined;
  onNew?: () => void;
  children: ReactNode;
}

function countText({ total, isLoading }: RecordPageProps['list']): string {
  if (isLoading || total === 0) return '';
  return total === 1 ? t.records.one : t.records.count(total.toLocaleString());
}

interface Keys {
  search: (() => void) | null;
  newLabel: string | undefined;
  onNew: () => void;
}

function useRecordCommands({ search, newLabel, onNew }: Keys): void {
  const latest = useLatest({ search, onNew });
  const searches = search !== null;
  useCommands(
    useMemo(() => {
      const commands: Command[] = [];
      if (searches) {
        const run = () => latest().search?.();
        commands.push({
          id: 'records-search',
          title: t.common.search,
          group: 'list',
          keys: ['/'],
          keyOnly: true,
          run,
        });
      }
      if (newLabel) {
        const run = () => {
          latest().onNew();
        };
        commands.push({ id: 'records-new', title: newLabel, group: 'create', keys: ['n'], run });
      }
      return commands;
    }, [searches, newLabel, latest]),
  );
}

/** A page with one list of records: its name, what narrows it, and what makes a new one. */
export function RecordPage(props: RecordPageProps) {
  const { title, list, view, newLabel, searchLabel } = props;
  const search = useRef<HTMLInputElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const onNew = () => {
    props.onNew?.();
  };
  useRecordCommands({
    search: searchLabel ? () => search.current?.focus() : null,
    newLabel,
    onNew,
  });
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <h1 className={styles.title}>{title}</h1>
        <span className={styles.count} role="status">
          {countText(list)}
        </span>
        {searchLabel && (
          <SearchBox
            label={searchLabel}
            input={search}
            text={view.text}
            onText={view.setText}
            onLeave={() => content.current?.querySelector<HTMLElement>('[data-index]')?.focus()}
          />
        )}
        {props.filters}
        {newLabel && (
          <Button variant="primary" size="small" className={styles.new ?? ''} onClick={onNew}>
            <Plus size={14} aria-hidden />
            {newLabel}
          </Button>
        )}
      </header>
      {props.intro && <p className={styles.intro}>{props.intro}</p>}
      <div ref={content} className={styles.content}>
        {list.error && list.rows.length === 0 ? (
          <ErrorNotice error={list.error} onRetry={list.retry} />
        ) : (
          props.children
        )}
      </div>
    </div>
  );
}
