import { Dashboard } from '@/features/dashboard/dashboard';
import { t } from '@/shared/i18n';
import { useViewInUrl } from '@/shared/tickets/use-view';
import { useTitle } from '@/shared/ui/use-title';
import { PageToolbar } from './page-toolbar';
import styles from './view-page.module.css';

/** The figures, of all tickets or of those that the filters keep. */
export function DashboardPage() {
  const url = useViewInUrl();
  useTitle(t.dashboard.title);
  return (
    <div className={styles.stack}>
      <PageToolbar title={t.dashboard.title} url={url} />
      <div className={styles.body}>
        <Dashboard view={url.view} onView={url.setView} />
      </div>
    </div>
  );
}
