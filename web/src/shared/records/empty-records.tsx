import type { ReactNode } from 'react';
import { t } from '../i18n';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';

interface EmptyRecordsProps {
  icon: ReactNode;
  /** Something was searched or narrowed: there may be others. */
  filtered: boolean;
  onClear: () => void;
  title: string;
  text: string;
  newLabel?: string | undefined;
  onNew?: () => void;
}

/** In place of rows: that nothing matches, or that there is nothing yet, and what to do. */
export function EmptyRecords(props: EmptyRecordsProps) {
  if (props.filtered) {
    return (
      <Notice icon={props.icon} title={t.common.noMatches} text={t.records.noMatchText}>
        <Button onClick={props.onClear}>{t.records.showAll}</Button>
      </Notice>
    );
  }
  return (
    <Notice icon={props.icon} title={props.title} text={props.text}>
      {props.newLabel && (
        <Button variant="primary" onClick={props.onNew}>
          {props.newLabel}
        </Button>
      )}
    </Notice>
  );
}
