import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { classNames } from '@/shared/ui/class-names';
import styles from './sidebar.module.css';

interface SidebarLinkProps {
  href: string;
  icon: LucideIcon;
  current: boolean;
  title?: string | undefined;
  /** What stands at the end of the line: marks, a menu. */
  end?: ReactNode;
  children: ReactNode;
}

export function SidebarLink(props: SidebarLinkProps) {
  const { href, icon: Icon, current } = props;
  return (
    <li className={styles.item}>
      <Link
        href={href}
        className={classNames(
          styles.link,
          current && styles.current,
          props.end !== undefined && styles.withEnd,
        )}
        aria-current={current ? 'page' : undefined}
        title={props.title}
      >
        <Icon size={15} aria-hidden />
        <span className={styles.name}>{props.children}</span>
      </Link>
      {props.end !== undefined && <span className={styles.end}>{props.end}</span>}
    </li>
  );
}
