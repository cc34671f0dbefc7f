import { t } from '@/shared/i18n';
import { CodedText } from './coded-text';
import { flatten, nameOf, type OpenApi, type Reference, type Schema } from './openapi';
import styles from './reference.module.css';
import { allowedValues, limitTexts, typeText } from './type-text';

/** Deeper, an example shows more than a table. */
const DEEPEST = 4;

/** Type, limits and allowed values of one value. */
export function TypeLine({ document, value }: { document: OpenApi; value: Schema | Reference }) {
  const schema = flatten(document, value);
  const limits = limitTexts(schema);
  const values = allowedValues(schema);
  return (
    <>
      <span className={styles.type}>{typeText(document, value)}</span>
      {limits.length > 0 && <span className={styles.limits}>{limits.join(', ')}</span>}
      {values.length > 0 && (
        <span className={styles.values}>
          {values.map((each) => (
            <code key={each} className={styles.code}>
              {each}
            </code>
          ))}
        </span>
      )}
    </>
  );
}

/** The schema whose fields are shown below a field: of an object, or of each entry of a list. */
function inner(document: OpenApi, value: Schema | Reference): Schema | Reference | null {
  const schema = flatten(document, value);
  if (schema.properties) return value;
  return schema.items ? inner(document, schema.items) : null;
}

interface FieldProps {
  document: OpenApi;
  name: string;
  value: Schema | Reference;
  required: boolean;
  depth: number;
}

function Field({ document, name, value, required, depth }: FieldProps) {
  const schema = flatten(document, value);
  const nested = depth < DEEPEST ? inner(document, value) : null;
  return (
    <li className={styles.field}>
      <div className={styles.fieldHead}>
        <code className={styles.name}>{name}</code>
        <TypeLine document={document} value={value} />
        {required && <span className={styles.required}>{t.reference.required}</span>}
        {schema.readOnly && <span className={styles.limits}>{t.reference.readOnly}</span>}
      </div>
      {schema.description && (
        <p className={styles.text}>
          <CodedText text={schema.description} />
        </p>
      )}
      {nested && (
        <details className={styles.nested} open={depth === 0 && name === 'data'}>
          <summary>{t.reference.fieldsOf(nameOf(nested) ?? name)}</summary>
          <SchemaFields document={document} value={nested} depth={depth + 1} />
        </details>
      )}
    </li>
  );
}

interface SchemaFieldsProps {
  document: OpenApi;
  value: Schema | Reference;
  depth?: number;
}

/** The fields of an object, one below the other. */
export function SchemaFields({ document, value, depth = 0 }: SchemaFieldsProps) {
  const shown = inner(document, value);
  if (!shown) return null;
  const schema = flatten(document, shown);
  return (
    <ul className={styles.fields}>
      {Object.entries(schema.properties ?? {}).map(([name, property]) => (
        <Field
          key={name}
          document={document}
          name={name}
          value={property}
          required={schema.required?.includes(name) ?? false}
          depth={depth}
        />
      ))}
    </ul>
  );
}
