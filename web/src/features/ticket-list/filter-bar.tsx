import { t } from '@/shared/i18n';
import { conditionText, conditionVerb } from '@/shared/tickets/condition-text';
import {
  EMPTY_VIEW,
  withCondition,
  type Condition,
  type FilterField,
  type ViewQuery,
} from '@/shared/tickets/view-query';
import { Button } from '@/shared/ui/button';
import { AddFilter } from './add-filter';
import { ConditionEditor } from './condition-editor';
import { ExpressionEditor } from './expression-editor';
import { FilterChip } from './filter-chip';
import styles from './filter.module.css';

interface FilterBarProps {
  view: ViewQuery;
  onView: (view: ViewQuery) => void;
  adding: boolean;
  onAdding: (adding: boolean) => void;
}

/** The conditions of the view as chips, and the way to more. */
export function FilterBar({ view, onView, adding, onAdding }: FilterBarProps) {
  const conditions = Object.entries(view.conditions) as [FilterField, Condition][];
  return (
    <div className={styles.bar}>
      {conditions.map(([field, condition]) => {
        const change = (next: Condition | null) => {
          onView(withCondition(view, field, next));
        };
        return (
          <FilterChip
            key={field}
            field={t.fields[field]}
            verb={condition.kind === 'contains' ? '' : conditionVerb(condition)}
            text={conditionText(field, condition)}
            onRemove={() => {
              change(null);
            }}
            editor={(close) => (
              <ConditionEditor
                view={view}
                field={field}
                condition={condition}
                onChange={change}
                onDone={close}
              />
            )}
          />
        );
      })}
      {view.expression && (
        <FilterChip
          field={t.list.filter.expression}
          verb=""
          text={view.expression}
          onRemove={() => {
            onView({ ...view, expression: '' });
          }}
          editor={(close) => (
            <ExpressionEditor
              expression={view.expression}
              onChange={(expression) => {
                onView({ ...view, expression });
                close();
              }}
            />
          )}
        />
      )}
      <AddFilter view={view} onView={onView} open={adding} onOpenChange={onAdding} />
      {conditions.length > 1 && (
        <Button
          variant="quiet"
          size="small"
          onClick={() => {
            onView({ ...EMPTY_VIEW, sort: view.sort });
          }}
        >
          {t.list.filter.clearAll}
        </Button>
      )}
    </div>
  );
}
