import { FIELD_KINDS } from '@/shared/tickets/view-query';
import { ChoiceEditor, type ConditionEditorProps } from './choice-editor';
import { DateEditor } from './date-editor';
import { TextEditor } from './text-editor';

/** The editor that suits the field. */
export function ConditionEditor(props: ConditionEditorProps & { onDone: () => void }) {
  switch (FIELD_KINDS[props.field]) {
    case 'choice':
    case 'person':
      return <ChoiceEditor {...props} />;
    case 'date':
    case 'moment':
      return <DateEditor {...props} />;
    case 'text':
    case 'number':
      return <TextEditor {...props} />;
  }
}
