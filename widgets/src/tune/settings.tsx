/** How the model learns; the data check proposes, the user disposes. */

import { useEffect } from "preact/hooks";

import type { TuneSettingView } from "../shared/messages";

export type Settings = Record<string, number | string>;

/** What is wrong with what was typed, by the name of its setting. */
export type Wrong = Record<string, string>;

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

/** "Epochs: a whole number from 1 to 10,000". */
export function wanted({ name, value, at_least, at_most, is_whole }: TuneSettingView): string {
  const kind = typeof value === "string" ? "a word" : is_whole ? "a whole number" : "a number";
  const from = at_least === null ? "" : ` from ${at_least.toLocaleString("en")}`;
  const to = at_most === null ? "" : ` to ${at_most.toLocaleString("en")}`;
  return `${titleOf(name)}: ${kind}${from}${to}`;
}

interface SettingsStepProps {
  settings: readonly TuneSettingView[];
  values: Settings;
  onValues: (values: Settings) => void;
  wrong: Wrong;
  onWrong: (wrong: Wrong) => void;
}

export function SettingsStep({ settings, values, onValues, wrong, onWrong }: SettingsStepProps) {
  useEffect(() => () => onWrong({}), [onWrong]);
  const field = (setting: TuneSettingView) => (
    <label key={setting.name} class="hx-line-of" title={setting.about}>
      <span class="hx-muted">{titleOf(setting.name)}</span>
      <input
        class="hx-field hx-setting"
        aria-invalid={setting.name in wrong}
        inputMode={typeof setting.value === "string" ? "text" : "decimal"}
        defaultValue={String(values[setting.name] ?? setting.value)}
        onInput={(event) => {
          const value = readSetting(event.currentTarget.value, setting);
          const { [setting.name]: _, ...others } = wrong;
          onWrong(value === null ? { ...others, [setting.name]: wanted(setting) } : others);
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
