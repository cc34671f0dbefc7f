import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/shared/i18n';
import { useAskableFields } from '@/shared/tickets/use-askable-fields';
import { withCondition, type FilterField, type ViewQuery } from '@/shared/tickets/view-query';
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

type Chosen = FilterField | typeof EXPRESSION | null;

/** First the field, then what it must be. Mounted anew each time the popover opens. */
function Steps({
  view,
  onView,
  onDone,
}: Pick<AddFilterProps, 'view' | 'onView'> & { onDone: () => void }) {
  const [field, setField] = useState<Chosen>(null);
  const fields = useAskableFields();
  if (field === null) {
    const choices = [
      ...fields.map((name) => ({ value: name, label: t.fields[name] })),
      { value: EXPRESSION, label: t.list.filter.expression },
    ];
    return (
      <Picker
        label={t.list.filter.field}
        choices={choices}
        selected={Object.keys(view.conditions)}
        onChoose={(value) => {
          setField(value as Chosen);
        }}
      />
    );
  }
  if (field === EXPRESSION) {
    return (
      <ExpressionEditor
        expression={view.expression}
        onChange={(expression) => {
          onView({ ...view, expression });
          onDone();
        }}
      />
    );
  }
  return (
    <ConditionEditor
      view={view}
      field={field}
      condition={view.conditions[field] ?? null}
      onChange={(condition) => {
        onView(withCondition(view, field, condition));
      }}
      onDone={onDone}
    />
  );
}

/** Adds a condition to the view. */
export function AddFilter({ view, onView, open, onOpenChange }: AddFilterProps) {
  return (
    <Popover
      label={t.list.filter.field}
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button variant="quiet" size="small">
          <ListFilter size={14} aria-hidden />
          {t.list.filter.add}
        </Button>
      }
    >
      <Steps
        view={view}
        onView={onView}
        onDone={() => {
          onOpenChange(false);
        }}
      />
    </Popover>
  );
}
