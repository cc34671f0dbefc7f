import { ChevronDown, ChevronUp, Ellipsis, Link2, Maximize2, Trash2, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { t } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { copyLink } from '@/shared/ui/copy-link';
import { IconButton } from '@/shared/ui/icon-button';
import { Menu, MenuItem } from '@/shared/ui/menu';
import { DeleteDialog } from './delete-dialog';
import styles from './ticket.module.css';

export interface TicketNavigation {
  /** Absent at the end of the list. */
  onNext?: (() => void) | undefined;
  onPrevious?: (() => void) | undefined;
  onOpenPage?: (() => void) | undefined;
  /** Leaves the ticket: closes the panel, or goes back to the list. */
  onLeave: () => void;
}

export function copyTicketLink(id: string): Promise<void> {
  return copyLink(paths.ticket(id));
}

interface TicketHeaderProps extends TicketNavigation {
  id: string;
  saving: boolean;
  mayEdit: boolean;
  isPanel: boolean;
  children?: ReactNode;
}

function PositionButtons({ onNext, onPrevious }: TicketNavigation) {
  return (
    <>
      <IconButton
        label={t.ticket.previous}
        keys="k"
        size="small"
        disabled={!onPrevious}
        onClick={onPrevious}
      >
        <ChevronUp size={15} aria-hidden />
      </IconButton>
      <IconButton label={t.ticket.next} keys="j" size="small" disabled={!onNext} onClick={onNext}>
        <ChevronDown size={15} aria-hidden />
      </IconButton>
    </>
  );
}

/** The number of the ticket and what can be done with it as a whole. */
export function TicketHeader(props: TicketHeaderProps) {
  const { id, saving, mayEdit, isPanel, onOpenPage, onLeave } = props;
  const [deleting, setDeleting] = useState(false);
  return (
    <header className={styles.header}>
      <span className={styles.id}>{id}</span>
      <span role="status" className={styles.saving}>
        {saving ? t.ticket.saving : ''}
      </span>
      <span className={styles.headerEnd}>
        <PositionButtons {...props} />
        <IconButton
          label={t.ticket.copyLink}
          keys="y"
          size="small"
          onClick={() => {
            void copyTicketLink(id);
          }}
        >
          <Link2 size={15} aria-hidden />
        </IconButton>
        {onOpenPage && (
          <IconButton
            label={t.ticket.openPage}
            keys="shift+Enter"
            size="small"
            onClick={onOpenPage}
          >
            <Maximize2 size={14} aria-hidden />
          </IconButton>
        )}
        {mayEdit && (
          <Menu
            trigger={
              <IconButton label={t.ticket.more} size="small">
                <Ellipsis size={15} aria-hidden />
              </IconButton>
            }
          >
            <MenuItem
              icon={<Trash2 size={14} aria-hidden />}
              onSelect={() => {
                setDeleting(true);
              }}
            >
              {t.ticket.delete}
            </MenuItem>
          </Menu>
        )}
        {isPanel && (
          <IconButton label={t.ticket.close} keys="Escape" size="small" onClick={onLeave}>
            <X size={16} aria-hidden />
          </IconButton>
        )}
      </span>
      {deleting && (
        <DeleteDialog
          id={id}
          onClose={() => {
            setDeleting(false);
          }}
          onDeleted={onLeave}
        />
      )}
    </header>
  );
}
