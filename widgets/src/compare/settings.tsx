/** Settings of a call as a form: the default is seen, what lies beyond a limit is named. */

import type { SettingView } from "../shared/messages";
import { useUnique } from "../shared/parts";

export type Value = string | number | boolean;
/** What is written in the fields that were changed, by name. */
export type Written = Readonly<Record<string, string>>;

/** Values as they are written in the fields. */
export function written(values: Readonly<Record<string, Value>>): Written {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** The values that differ from the defaults; or what is wrong with the first that cannot be used. */
export function valuesOf(
  settings: readonly SettingView[],
  fields: Written,
): { values: Record<string, Value>; problem: string } {
  const values: Record<string, Value> = {};
  for (const setting of settings) {
    const text = fields[setting.name];
    if (text === undefined || text === "") continue;
    const value = valueOf(setting, text);
    if (value === null) return { values, problem: `${setting.name}: ${limits(setting)}.` };
    if (value !== setting.default) values[setting.name] = value;
  }
  return { values, problem: "" };
}

function valueOf({ kind, low, high, choices }: SettingView, text: string): Value | null {
  if (kind === "flag") return text === "true";
  if (kind === "text") return text;
  if (kind === "choice") return choices.includes(text) ? text : null;
  const value = Number(text);
  if (!Number.isFinite(value) || value < low || value > high) return null;
  return kind === "whole" && !Number.isInteger(value) ? null : value;
}

function limits({ kind, low, high }: SettingView): string {
  return `${kind === "whole" ? "a whole number" : "a number"} from ${low} to ${high}`;
}

interface SettingsProps {
  settings: readonly SettingView[];
  fields: Written;
  onFields: (fields: Written) => void;
  label: string;
}

export function Settings({ settings, fields, onFields, label }: SettingsProps) {
  const prefix = useUnique("setting");
  return (
    <div class="hx-settings" role="group" aria-label={label}>
      {settings.map((setting) => {
        const id = `${prefix}-${setting.name}`;
        const value = fields[setting.name];
        return (
          <div key={setting.name} class="hx-setting" data-kind={setting.kind} title={setting.about}>
            <label for={id}>{setting.name}</label>
            <Field
              id={id}
              setting={setting}
              value={value}
              onValue={(next) => onFields({ ...fields, [setting.name]: next })}
            />
            <small class="hx-muted">{setting.about}</small>
          </div>
        );
      })}
    </div>
  );
}

interface FieldProps {
  id: string;
  setting: SettingView;
  value: string | undefined;
  onValue: (value: string) => void;
}

function Field({ id, setting, value, onValue }: FieldProps) {
  const { kind, choices, low, high } = setting;
  const standard = String(setting.default);
  if (kind === "flag") {
    return (
      <input
        id={id}
        type="checkbox"
        class="hx-box"
        checked={(value ?? standard) === "true"}
        onChange={(event) => onValue(String(event.currentTarget.checked))}
      />
    );
  }
  if (kind === "choice") {
    return (
      <select
        id={id}
        class="hx-field"
        value={value ?? standard}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  const invalid = value !== undefined && value !== "" && valueOf(setting, value) === null;
  const shared = {
    id,
    class: "hx-field",
    placeholder: standard,
    value: value ?? "",
    "aria-invalid": invalid,
    onInput: (event: { currentTarget: HTMLInputElement }) => onValue(event.currentTarget.value),
  };
  if (kind === "text") return <input type="text" {...shared} />;
  return <input type="number" min={low} max={high} step={kind === "whole" ? 1 : "any"} {...shared} />;
}
