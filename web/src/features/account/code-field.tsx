import { TextField } from '@/shared/ui/field';

interface CodeFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  /** A recovery code will do as well: not only figures. */
  allowsRecovery?: boolean;
}

/** A code of the second factor. */
export function CodeField(props: CodeFieldProps) {
  return (
    <TextField
      label={props.label}
      inputMode={props.allowsRecovery ? 'text' : 'numeric'}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      required
      error={props.error}
      value={props.value}
      onChange={(event) => {
        props.onChange(event.target.value);
      }}
    />
  );
}
