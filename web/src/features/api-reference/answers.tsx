import { t } from '@/shared/i18n';
import { classNames } from '@/shared/ui/class-names';
import { CodedLines, CodedText } from './coded-text';
import { resolve, type Answer, type OpenApi } from './openapi';
import styles from './reference.module.css';
import { SchemaFields } from './schema-fields';

interface AnswerLineProps {
  document: OpenApi;
  status: string;
  answer: Answer;
}

function Headers({ document, answer }: Omit<AnswerLineProps, 'status'>) {
  const headers = Object.entries(answer.headers ?? {});
  if (headers.length === 0) return null;
  return (
    <ul className={styles.fields}>
      {headers.map(([name, header]) => {
        const { description } = resolve<{ description?: string }>(document, header);
        return (
          <li key={name} className={styles.field}>
            <div className={styles.fieldHead}>
              <code className={styles.name}>{name}</code>
              <span className={styles.limits}>{t.reference.places.header}</span>
            </div>
            {description && (
              <p className={styles.text}>
                <CodedText text={description} />
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function AnswerLine({ document, status, answer }: AnswerLineProps) {
  const good = status.startsWith('2');
  const schema = answer.content?.['application/json']?.schema;
  return (
    <details className={styles.answer} open={good}>
      <summary className={styles.answerHead}>
        <span className={classNames(styles.status, good && styles.good)}>{status}</span>
        <span className={styles.answerText}>
          <CodedText text={firstSentence(answer.description)} />
        </span>
      </summary>
      <div className={styles.answerBody}>
        {answer.description.startsWith('- ') && <CodedLines text={answer.description} />}
        <Headers document={document} answer={answer} />
        {good && schema && <SchemaFields document={document} value={schema} />}
      </div>
    </details>
  );
}

/** What stands beside the status: of a list of errors, their codes. */
function firstSentence(description: string): string {
  if (!description.startsWith('- ')) return description;
  const codes = [...description.matchAll(/^- (`[^`]+`)/gm)].map((match) => match[1]);
  return codes.join(' ');
}

/** Everything that a call may be answered with. */
export function Answers({ document, answers }: AnswersProps) {
  return (
    <section className={styles.part}>
      <h3 className={styles.partTitle}>{t.reference.answers}</h3>
      {answers.map(({ status, answer }) => (
        <AnswerLine key={status} document={document} status={status} answer={answer} />
      ))}
    </section>
  );
}

interface AnswersProps {
  document: OpenApi;
  answers: readonly { status: string; answer: Answer }[];
}
