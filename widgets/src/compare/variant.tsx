/** Another candidate of the same model: at another commit, with other settings. */

import { useEffect, useState } from "preact/hooks";

import { short, split } from "../shared/format";
import type { CandidateView, ChoicesData } from "../shared/messages";
import { Skeleton, useUnique } from "../shared/parts";
import type { Screen } from "../shared/screen";
import { Settings, type Value, valuesOf, type Written, written } from "./settings";

interface VariantProps {
  screen: Screen<"compare">;
  candidate: CandidateView;
  /** Whether this candidate is changed, or one put beside it. */
  isEdit: boolean;
  onClose: () => void;
}

export function Variant({ screen, candidate, isEdit, onClose }: VariantProps) {
  const { ask } = screen;
  const choices = useChoices(screen, candidate.id);
  const [commit, setCommit] = useState(candidate.key.commit);
  const [fields, setFields] = useState<Written>(() => written(candidate.settings));
  const [problem, setProblem] = useState("");
  const commitId = useUnique("commit");
  const save = async (): Promise<void> => {
    if (choices === null) return;
    const checked = valuesOf(choices.settings, fields);
    setProblem(checked.problem);
    if (checked.problem !== "") return;
    const args = { id: candidate.id, commit, settings: checked.values };
    if ((await ask(isEdit ? "edit" : "duplicate", args)) !== undefined) onClose();
  };
  return (
    <form
      class="hx-variant"
      noValidate
      aria-label={`${isEdit ? "Change" : "Same model, other settings"}: ${candidate.key.repo}`}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      {choices === null ? (
        <Skeleton rows={3} height={24} />
      ) : (
        <>
          <div class="hx-setting">
            <label for={commitId}>commit</label>
            <select
              id={commitId}
              class="hx-field"
              value={commit ?? ""}
              onChange={(event) => setCommit(event.currentTarget.value || null)}
            >
              {candidate.key.commit === null && <option value="">newest</option>}
              {commitsOf(choices, candidate.key.commit).map((one) => (
                <option key={one.commit} value={one.commit}>
                  {[short(one.commit), ...one.tags, one.title].join(" · ")}
                </option>
              ))}
            </select>
          </div>
          <Settings
            settings={choices.settings}
            fields={fields}
            onFields={setFields}
            label="Its own settings"
          />
        </>
      )}
      {problem !== "" && (
        <p class="hx-note" role="alert">
          {problem}
        </p>
      )}
      <div class="hx-variant-acts">
        <button type="submit" class="hx-btn hx-primary" disabled={choices === null}>
          {isEdit ? "Change" : "Add beside it"}
        </button>
        <button type="button" class="hx-btn" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

function commitsOf({ commits }: ChoicesData, own: string | null): ChoicesData["commits"] {
  const isListed = own === null || commits.some((one) => one.commit === own);
  return isListed ? commits : [{ commit: own, title: "this one", tags: [] }, ...commits];
}

function useChoices({ ask }: Screen<"compare">, id: string): ChoicesData | null {
  const [choices, setChoices] = useState<ChoicesData | null>(null);
  useEffect(() => {
    void ask("choices", { id }).then((data) => data && setChoices(data));
  }, [ask, id]);
  return choices;
}

/** The setting that holds a name which no hub could have. */
const SERVED_MODEL = "served_model";

/** What a candidate is called: by its hub, or by the endpoint that serves it. */
export function nameOf({ key, settings }: CandidateView): string {
  return String(settings[SERVED_MODEL] ?? split(key.repo)[1]);
}

/** Settings in one line: "temperature 0.7, dtype bfloat16". */
export function inWords(settings: Readonly<Record<string, Value>>): string {
  return Object.entries(settings)
    .filter(([name]) => name !== SERVED_MODEL)
    .map(([name, value]) => `${name} ${String(value).slice(0, 60)}`)
    .join(", ");
}
