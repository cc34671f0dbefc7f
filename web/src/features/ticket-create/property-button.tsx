import { useState, type ReactNode } from 'react';
import { t } from '@/shared/i18n';
import { Button } from '@/shared/ui/button';
import { Popover } from '@/shared/ui/popover';

interface PropertyButtonProps {
  label: string;
  value: ReactNode;
  editor: (close: () => void) => ReactNode;
}

/** A field of the new ticket as a small button: what it is, or its name while it is empty. */
export function PropertyButton({ label, value, editor }: PropertyButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t.ticket.change(label)}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="small">
          {value === null ? (
            label
          ) : (
            <>
              <span className="visually-hidden">{label}: </span>
              {value}
            </>
          )}
        </Button>
      }
    >
      {editor(() => {
        setOpen(false);
      })}
    </Popover>
  );
}
