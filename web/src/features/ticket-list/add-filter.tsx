import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/shared/i18n';
import {
  FILTER_FIELDS,
  withCondition,
  type FilterField,
  type ViewQuery,
} from '@/shared/tickets/view-query';
import { Button } from '@/shared/ui/button';
import { Picker } from '@/shared/ui/picker';
import { Popover } from '@/shared/ui/popover';
import { ConditionEditor } from './condition-editor';
import { ExpressionEditor } from './expression-editor';

const EXPRESSION = 'expression';

interface AddFilterProps {
  view: ViewQuery;
  onView: (view: ViewQuery) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Adds a condition: first the field, then what it must be. */
export function AddFilter({ view, onView, open, onOpenChange }: AddFilterProps) {
  const [field, setField] = useState<FilterField | typeof EXPRESSION | null>(null);
  const change = (next: boolean) => {
    if (next) setField(null);
    onOpenChange(next);
  };
  const choices = [
    ...FILTER_FIELDS.map((name) => ({ value: name, label: t.fields[name] })),
    { value: EXPRESSION, label: t.list.filter.expression },
  ];
  return (
    <Popover
      label={t.list.filter.field}
      open={open}
      onOpenChange={change}
      trigger={
        <Button variant="quiet" size="small">
          <ListFilter size={14} aria-hidden />
          {t.list.filter.add}
        </Button>
      }
    >
      {field === null && (
        <Picker
          label={t.list.filter.field}
          choices={choices}
          selected={Object.keys(view.conditions)}
          onChoose={(value) => {
            setField(value as FilterField);
          }}
        />
      )}
      {field === EXPRESSION && (
        <ExpressionEditor
          expression={view.expression}
          onChange={(expression) => {
            onView({ ...view, expression });
            onOpenChange(false);
          }}
        />
      )}
      {field !== null && field !== EXPRESSION && (
        <ConditionEditor
          key={field}
          view={view}
          field={field}
          condition={view.conditions[field] ?? null}
          onChange={(condition) => {
            onView(withCondition(view, field, condition));
          }}
          onDone={() => {
            onOpenChange(false);
          }}
        />
      )}
    </Popover>
  );
}
