import { lazy, Suspense } from 'react';
import styles from './markdown.module.css';

const Rendered = lazy(() =>
  import('./rendered-markdown').then((module) => ({ default: module.RenderedMarkdown })),
);

/** Text that people wrote, as Markdown. The renderer is loaded when the first text is shown. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={styles.markdown}>
      <Suspense fallback={<p className={styles.plain}>{text}</p>}>
        <Rendered text={text} />
      </Suspense>
    </div>
  );
}
