import { useMay } from '../session/profile';
import { FILTER_FIELDS, type FilterField } from './view-query';

/** What only the register of purchase orders knows of a ticket. */
const OF_THE_REGISTER: ReadonlySet<string> = new Set<FilterField>(['Supplier Name']);

/** The fields, out of `fields`, that the signed-in person may ask tickets by. */
export function useAskable<Field extends string>(fields: readonly Field[]): readonly Field[] {
  const maySee = useMay('Procurement', 'View');
  return maySee ? fields : fields.filter((field) => !OF_THE_REGISTER.has(field));
}

export function useAskableFields(): readonly FilterField[] {
  return useAskable(FILTER_FIELDS);
}
