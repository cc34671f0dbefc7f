import { useQuery } from '@tanstack/react-query';
import { summaryQuery } from '@/shared/tickets/ticket-queries';
import { useAskable } from '@/shared/tickets/use-askable-fields';
import { useApiQuery } from '@/shared/tickets/use-view';
import { withoutField, type FilterField, type ViewQuery } from '@/shared/tickets/view-query';

/** What the server counts by. */
const COUNTED: readonly FilterField[] = [
  'Status',
  'Priority',
  'Category',
  'Assignee Email',
  'Reporter Email',
  'Linked PO Number',
  'Supplier Name',
];

export type FacetCounts = ReadonlyMap<string, number>;

/** How many tickets each value of a field has, under all other conditions of the view. */
export function useFacetCounts(view: ViewQuery, field: FilterField): FacetCounts | null {
  const counted = useAskable(COUNTED);
  const query = useApiQuery(withoutField(view, field));
  const { data } = useQuery({ ...summaryQuery(query, [field]), enabled: counted.includes(field) });
  if (!data) return null;
  const counts = data.counts[field] ?? [];
  return new Map(counts.map(({ value, count }) => [String(value ?? ''), count]));
}
