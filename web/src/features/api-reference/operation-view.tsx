import { basePath } from '@/shared/base-path';
import { Link2 } from 'lucide-react';
import { Fragment } from 'react';
import { t } from '@/shared/i18n';
import { IconButton } from '@/shared/ui/icon-button';
import { useFocusOnMount } from '@/shared/ui/use-focus-on-mount';
import { Answers } from './answers';
import { CodedText } from './coded-text';
import { curlOf } from './curl';
import { exampleOf } from './example';
import { MethodBadge } from './method-badge';
import type { OpenApi } from './openapi';
import { waysIn, type Operation } from './operations';
import { Parameters } from './parameters';
import styles from './reference.module.css';
import { copyText, Sample } from './sample';
import { SchemaFields } from './schema-fields';

interface OperationProps {
  document: OpenApi;
  operation: Operation;
}

function Needs({ operation }: { operation: Operation }) {
  const ways = waysIn(operation);
  const named: Readonly<Record<string, string>> = t.reference.ways;
  return (
    <p className={styles.needs}>
      {operation.description && <CodedText text={`${operation.description} `} />}
      {ways.length > 0 && (
        <>
          {t.reference.needs}{' '}
          {ways.map((way, at) => (
            <Fragment key={way.join()}>
              {at > 0 && ` ${t.reference.or} `}
              <strong>{way.map((part) => named[part] ?? part).join(' + ')}</strong>
            </Fragment>
          ))}
          .
        </>
      )}
    </p>
  );
}

function Samples({ document, operation }: OperationProps) {
  const good = operation.answers.find(({ status }) => status.startsWith('2'));
  const schema = good?.answer.content?.['application/json']?.schema;
  return (
    <div className={styles.samples}>
      <Sample
        title={t.reference.request}
        code={curlOf(document, operation, location.origin + basePath)}
      />
      {schema && (
        <Sample
          title={`${t.reference.response} ${good.status}`}
          code={JSON.stringify(exampleOf(document, schema), null, 2)}
        />
      )}
    </div>
  );
}

function Head({ operation }: { operation: Operation }) {
  // Whoever followed a link to a call reads on from its name.
  const [heading] = useFocusOnMount<HTMLHeadingElement>();
  return (
    <header className={styles.head}>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {operation.summary?.replace(/\.$/, '')}
      </h2>
      <div className={styles.address}>
        <MethodBadge method={operation.method} />
        <code className={styles.path}>{operation.path}</code>
        <IconButton
          label={t.reference.copyLink}
          size="small"
          onClick={() => {
            const { origin, pathname } = location;
            const link = `${origin}${pathname}#${operation.operationId}`;
            void copyText(link, t.reference.linkCopied);
          }}
        >
          <Link2 size={14} aria-hidden />
        </IconButton>
      </div>
      <Needs operation={operation} />
    </header>
  );
}

/** One call: what it takes and what it answers, with an example beside. */
export function OperationView({ document, operation }: OperationProps) {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  return (
    <article className={styles.operation}>
      <Head operation={operation} />
      <div className={styles.columns}>
        <div className={styles.parts}>
          <Parameters document={document} parameters={operation.parameters} />
          {body && (
            <section className={styles.part}>
              <h3 className={styles.partTitle}>{t.reference.body}</h3>
              <SchemaFields document={document} value={body} />
            </section>
          )}
          <Answers document={document} answers={operation.answers} />
        </div>
        <Samples document={document} operation={operation} />
      </div>
    </article>
  );
}
