/** For which machine models are to fit: this one, or one in words; and the memory to keep free. */

import { useState } from "preact/hooks";

import { bytes } from "../shared/format";
import { useUnique } from "../shared/parts";
import { parseQuantity } from "./filters";

const EXAMPLES = ["8 GB GPU", "24 GB GPU", "laptop 16 GB", "32 GB, 12 GB GPU"];
const KEPT = /,?\s*keep (.+) free$/i;

/** A machine in words, as Python reads it: "laptop 16 GB, keep 4 GB free". */
export interface Described {
  /** Empty for this machine. */
  machine: string;
  /** Empty for the usual reserve. */
  reserve: string;
}

export function described(text: string): Described {
  const reserve = KEPT.exec(text)?.[1] ?? "";
  return { machine: text.replace(KEPT, "").trim(), reserve };
}

export function inWords({ machine, reserve }: Described): string {
  const kept = reserve === "" ? "" : `keep ${reserve} free`;
  return [machine, kept].filter((part) => part !== "").join(", ");
}

interface MachineProps {
  /** This machine in a few words. */
  own: string;
  value: string;
  /** Why a text describes no machine; empty if it does. */
  check: (machine: string) => Promise<string>;
  onMachine: (machine: string) => void;
}

export function MachineChoice({ own, value, check, onMachine }: MachineProps) {
  const now = described(value);
  const name = useUnique("machine");
  const [problem, setProblem] = useState("");
  const choices = ["", ...EXAMPLES];
  const isOther = !choices.includes(now.machine);
  const set = async (next: Described): Promise<void> => {
    const text = inWords(next);
    const found = text === "" ? "" : await check(text);
    setProblem(found);
    if (found === "" && text !== value) onMachine(text);
  };
  const setReserve = (field: HTMLInputElement): void => {
    const size = parseQuantity(field.value, "bytes");
    setProblem(size === undefined ? "Write the memory to keep free like 4 GB." : "");
    if (size !== undefined) void set({ ...now, reserve: size === null ? "" : bytes(size) });
  };
  return (
    <div class="hx-machine" role="group" aria-label="The machine that models are to fit">
      {choices.map((choice) => (
        <label key={choice} class="hx-machine-choice">
          <input
            type="radio"
            name={name}
            checked={now.machine === choice}
            onChange={() => void set({ ...now, machine: choice })}
          />
          {choice === "" ? `This machine: ${own}` : choice}
        </label>
      ))}
      <Field
        label="Another machine"
        placeholder="Another: 64 GB, 2 x 24 GB GPU"
        value={isOther ? now.machine : ""}
        onSet={(field) => void set({ ...now, machine: field.value.trim() })}
      />
      <label class="hx-machine-reserve">
        <span>Keep free</span>
        <Field label="Memory to keep free" placeholder="usual" value={now.reserve} onSet={setReserve} />
      </label>
      {problem !== "" && (
        <p class="hx-machine-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

interface FieldProps {
  label: string;
  placeholder: string;
  value: string;
  onSet: (field: HTMLInputElement) => void;
}

function Field({ label, placeholder, value, onSet }: FieldProps) {
  const read = (field: HTMLInputElement): void => {
    if (field.value.trim() !== value) onSet(field);
  };
  return (
    <input
      key={value}
      class="hx-field"
      aria-label={label}
      placeholder={placeholder}
      defaultValue={value}
      onBlur={(event) => read(event.currentTarget)}
      onKeyDown={(event) => event.key === "Enter" && read(event.currentTarget)}
    />
  );
}
