import { useQuery } from '@tanstack/react-query';
import { t } from '../i18n';
import { Picker } from '../ui/picker';
import { summaryQuery } from './ticket-queries';

const LONGEST = 64;

interface CategoryPickerProps {
  value?: string;
  onChoose: (category: string) => void;
}

/** The categories in use, most used first; a new one is just typed. */
export function CategoryPicker({ value, onChoose }: CategoryPickerProps) {
  const { data, isPending } = useQuery(summaryQuery(new URLSearchParams(), ['Category']));
  const choices = (data?.counts['Category'] ?? []).map((each) => ({
    value: String(each.value),
    label: String(each.value),
    count: each.count,
  }));
  return (
    <Picker
      label={t.fields.Category}
      choices={choices}
      selected={value ? [value] : []}
      loading={isPending}
      allowsOther={(text) => (text.length <= LONGEST ? text : null)}
      onChoose={onChoose}
    />
  );
}
