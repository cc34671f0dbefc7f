import { useState } from 'react';
import { Board } from '@/features/board/board';
import { SortMenu } from '@/features/board/sort-menu';
import { useViewInUrl } from '@/shared/tickets/use-view';
import { PageToolbar } from './page-toolbar';
import { useShownView } from './use-shown-view';
import { ViewPage, type Step } from './view-page';
import styles from './view-page.module.css';

/** The board by status. */
export function BoardPage() {
  const url = useViewInUrl();
  const [step, setStep] = useState<Step | null>(null);
  const { title, actions } = useShownView('board');
  return (
    <ViewPage title={title} layout="board" url={url} step={step}>
      {() => (
        <div className={styles.stack}>
          <PageToolbar
            title={title}
            url={url}
            actions={
              <>
                <SortMenu view={url.view} onView={url.setView} />
                {actions}
              </>
            }
          />
          <div className={styles.body}>
            <Board
              view={url.view}
              onView={url.setView}
              openId={url.openId}
              onOpen={url.setOpenId}
              onStep={setStep}
            />
          </div>
        </div>
      )}
    </ViewPage>
  );
}
