import { useQuery } from '@tanstack/react-query';
import { useMay } from '@/shared/session/profile';
import { orderQuery } from '@/shared/tickets/order-queries';

/** The number of a purchase order, or its id where the register is not known or not to be seen. */
export function OrderName({ id }: { id: number }) {
  const maySee = useMay('Procurement', 'View');
  const { data } = useQuery({ ...orderQuery(id), enabled: maySee });
  return data?.['PO List Number'] ?? String(id);
}
