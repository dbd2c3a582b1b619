/** How the model learns; the data check proposes, the user disposes. */

import type { TuneSettingView } from "../shared/messages";

export type Settings = Record<string, number | string>;

/** These stand in sight; the others are one click away. */
const FIRST: ReadonlySet<string> = new Set(["epochs", "learning_rate", "batch_size", "rank"]);

export const valuesOf = (settings: readonly TuneSettingView[]): Settings =>
  Object.fromEntries(settings.map(({ name, value }) => [name, value]));

/** What was typed, where it can be used. */
export function readSetting(text: string, setting: TuneSettingView): number | string | null {
  if (typeof setting.value === "string") return text.trim() === "" ? null : text.trim();
  const value = Number(text);
  const isRight =
    text.trim() !== "" &&
    value >= (setting.at_least ?? -Infinity) &&
    value <= (setting.at_most ?? Infinity) &&
    (!setting.is_whole || Number.isInteger(value));
  return isRight ? value : null;
}

const titleOf = (name: string): string => {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

interface SettingsStepProps {
  settings: readonly TuneSettingView[];
  values: Settings;
  onValues: (values: Settings) => void;
}

export function SettingsStep({ settings, values, onValues }: SettingsStepProps) {
  const field = (setting: TuneSettingView) => (
    <label key={setting.name} class="hx-line-of" title={setting.about}>
      <span class="hx-muted">{titleOf(setting.name)}</span>
      <input
        class="hx-field hx-setting"
        inputMode={typeof setting.value === "string" ? "text" : "decimal"}
        defaultValue={String(values[setting.name] ?? setting.value)}
        onInput={(event) => {
          const value = readSetting(event.currentTarget.value, setting);
          event.currentTarget.setAttribute("aria-invalid", String(value === null));
          if (value !== null) onValues({ ...values, [setting.name]: value });
        }}
      />
    </label>
  );
  const others = settings.filter(({ name }) => !FIRST.has(name));
  return (
    <section class="hx-step" aria-label="Settings">
      <h3>Settings</h3>
      <div class="hx-line-of">{settings.filter(({ name }) => FIRST.has(name)).map(field)}</div>
      {others.length > 0 && (
        <details>
          <summary class="hx-muted">{others.length} more</summary>
          <div class="hx-line-of hx-more-settings">{others.map(field)}</div>
        </details>
      )}
    </section>
  );
}
