import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { Link } from 'wouter';
import { usePersonName } from '../session/people-directory';
import styles from './markdown.module.css';

function Mention({ email }: { email: string }) {
  const name = usePersonName(email);
  return (
    <a href={`mailto:${email}`} className={styles.mention} title={email}>
      {name}
    </a>
  );
}

/** Whether an address is a path of this page: `//host` begins with a slash and leads elsewhere. */
function isInside(href: string): boolean {
  if (!href.startsWith('/')) return false;
  try {
    return new URL(href, location.origin).origin === location.origin;
  } catch {
    return false;
  }
}

const components: Components = {
  a: ({ href, children }) => {
    const email = href?.startsWith('mailto:') ? href.slice('mailto:'.length) : null;
    if (email) return <Mention email={email} />;
    if (href && isInside(href)) return <Link href={href}>{children}</Link>;
    return (
      <a href={href} target="_blank" rel="noreferrer noopener nofollow">
        {children}
      </a>
    );
  },
  // A picture would be fetched from wherever its author says, and tell them who reads: it becomes a link.
  img: ({ src, alt }) =>
    typeof src === 'string' && src ? (
      <a href={src} target="_blank" rel="noreferrer noopener nofollow">
        {alt ?? src}
      </a>
    ) : (
      alt
    ),
  // Headings of a text are below those of the page.
  h1: 'h4',
  h2: 'h5',
  h3: 'h6',
};

const plugins = [remarkGfm];

/** Markdown as React elements: HTML inside it stays text, and only harmless addresses become links. */
export function RenderedMarkdown({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components}>
      {text}
    </ReactMarkdown>
  );
}
