import { Component, type ReactNode } from 'react';
import { t } from '@/shared/i18n';
import { Button } from '@/shared/ui/button';
import { Notice } from '@/shared/ui/notice';

interface ErrorBoundaryState {
  failed: boolean;
}

/** Keeps a failing part from taking the whole page with it. Give it a key that changes with the place. */
export class ErrorBoundary extends Component<{ children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failed: false };

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Notice title={t.errors.title} text={t.errors.crashed}>
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          {t.errors.reload}
        </Button>
      </Notice>
    );
  }
}
