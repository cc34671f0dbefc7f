import { PanelLeft, Plus, Search } from 'lucide-react';
import { t } from '@/shared/i18n';
import { useMay } from '@/shared/session/profile';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { Keys } from '@/shared/ui/keys';
import { AccountMenu } from './account-menu';
import styles from './top-bar.module.css';

interface TopBarProps {
  sidebarOpen: boolean;
  onToggleSidebar: () => void;
  onPalette: () => void;
  onHelp: () => void;
  onCreate: () => void;
}

export function TopBar(props: TopBarProps) {
  const mayEdit = useMay('Issue Tracker', 'Edit');
  return (
    <header className={styles.bar}>
      <IconButton
        label={props.sidebarOpen ? t.shell.closeNavigation : t.shell.openNavigation}
        keys="["
        aria-expanded={props.sidebarOpen}
        onClick={props.onToggleSidebar}
      >
        <PanelLeft size={16} aria-hidden />
      </IconButton>
      <button type="button" className={styles.search} onClick={props.onPalette}>
        <Search size={14} aria-hidden />
        <span className={styles.searchText}>{t.shell.searchOrJump}</span>
        <span className={styles.searchKeys}>
          <Keys keys="mod+k" />
        </span>
      </button>
      <div className={styles.space} />
      {mayEdit && (
        <Button
          variant="primary"
          className={styles.create ?? ''}
          // On a narrow screen the words are not shown.
          aria-label={t.shell.newTicket}
          onClick={props.onCreate}
        >
          <Plus size={15} aria-hidden />
          <span className={styles.createText}>{t.shell.newTicket}</span>
        </Button>
      )}
      <AccountMenu onHelp={props.onHelp} />
    </header>
  );
}
