/** How long and how fast to learn; the data check proposes, the user disposes. */

export interface Settings {
  epochs: number;
  learning_rate: number;
  batch_size: number;
}

const FIELDS = [
  { name: "epochs", label: "Epochs", least: 1, most: 200, isWhole: true },
  { name: "learning_rate", label: "Learning rate", least: 1e-7, most: 0.1, isWhole: false },
  { name: "batch_size", label: "Batch", least: 1, most: 512, isWhole: true },
] as const;

/** The number that was typed, where it is one that can be used. */
export function readSetting(text: string, field: (typeof FIELDS)[number]): number | null {
  const value = Number(text);
  const isRight =
    text.trim() !== "" &&
    value >= field.least &&
    value <= field.most &&
    (!field.isWhole || Number.isInteger(value));
  return isRight ? value : null;
}

interface SettingsStepProps {
  settings: Settings;
  onSettings: (settings: Settings) => void;
}

export function SettingsStep({ settings, onSettings }: SettingsStepProps) {
  return (
    <section class="hx-step" aria-label="Settings">
      <h3>Settings</h3>
      <div class="hx-line-of">
        {FIELDS.map((field) => (
          <label key={field.name} class="hx-line-of">
            <span class="hx-muted">{field.label}</span>
            <input
              class="hx-field hx-setting"
              inputMode="decimal"
              defaultValue={String(settings[field.name])}
              onInput={(event) => {
                const value = readSetting(event.currentTarget.value, field);
                event.currentTarget.setAttribute("aria-invalid", String(value === null));
                if (value !== null) onSettings({ ...settings, [field.name]: value });
              }}
            />
          </label>
        ))}
      </div>
    </section>
  );
}
