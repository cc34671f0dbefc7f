import { Button, type ButtonProps } from './button';
import styles from './button.module.css';
import { classNames } from './class-names';
import { Tip } from './tip';

interface IconButtonProps extends ButtonProps {
  /** What it does: its name for everybody, and its tooltip. */
  label: string;
  keys?: string;
}

export function IconButton({
  label,
  keys,
  className,
  variant = 'quiet',
  ...rest
}: IconButtonProps) {
  return (
    <Tip text={label} keys={keys}>
      <Button
        aria-label={label}
        variant={variant}
        {...rest}
        className={classNames(styles.icon, className)}
      />
    </Tip>
  );
}
