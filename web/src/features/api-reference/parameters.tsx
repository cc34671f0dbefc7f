import { t } from '@/shared/i18n';
import { CodedText } from './coded-text';
import type { OpenApi, Parameter } from './openapi';
import { isFieldFilter } from './operations';
import styles from './reference.module.css';
import { TypeLine } from './schema-fields';

interface ParameterListProps {
  document: OpenApi;
  parameters: readonly Parameter[];
}

function ParameterList({ document, parameters }: ParameterListProps) {
  return (
    <ul className={styles.fields}>
      {parameters.map((parameter) => (
        <li key={`${parameter.in} ${parameter.name}`} className={styles.field}>
          <div className={styles.fieldHead}>
            <code className={styles.name}>{parameter.name}</code>
            {parameter.schema && <TypeLine document={document} value={parameter.schema} />}
            <span className={styles.limits}>{t.reference.places[parameter.in]}</span>
            {parameter.required && <span className={styles.required}>{t.reference.required}</span>}
          </div>
          {parameter.description && (
            <p className={styles.text}>
              <CodedText text={parameter.description} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The parameters of a call; those that only filter by a field stand folded behind the others. */
export function Parameters({ document, parameters }: ParameterListProps) {
  if (parameters.length === 0) return null;
  const filters = parameters.filter(isFieldFilter);
  const others = parameters.filter((parameter) => !isFieldFilter(parameter));
  return (
    <section className={styles.part}>
      <h3 className={styles.partTitle}>{t.reference.parameters}</h3>
      {others.length > 0 && <ParameterList document={document} parameters={others} />}
      {filters.length > 0 && (
        <details className={styles.folded}>
          <summary>{t.reference.fieldFilters(filters.length)}</summary>
          <p className={styles.text}>{t.reference.fieldFiltersHint}</p>
          <ParameterList document={document} parameters={filters} />
        </details>
      )}
    </section>
  );
}
