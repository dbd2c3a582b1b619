/** The fields that a text is written into: several lines, or one. */

interface FieldProps {
  label: string;
  hint: string;
  value: string;
  onValue: (value: string) => void;
}

export function Area({ label, hint, value, rows, onValue }: FieldProps & { rows: number }) {
  return (
    <textarea
      class="hx-field"
      rows={rows}
      maxLength={20_000}
      aria-label={label}
      placeholder={hint}
      value={value}
      onInput={(event) => onValue(event.currentTarget.value)}
    />
  );
}

export function Line({ label, hint, value, onValue }: FieldProps) {
  return (
    <input
      type="text"
      class="hx-field hx-line"
      maxLength={20_000}
      aria-label={label}
      placeholder={hint}
      value={value}
      onInput={(event) => onValue(event.currentTarget.value)}
    />
  );
}
