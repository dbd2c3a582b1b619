/** The one input that all candidates get: a text, several texts, or an image; with samples. */

import { useRef } from "preact/hooks";

import { asBase64, asImage, MAX_FILE_BYTES, stripped } from "../shared/files";
import { bytes } from "../shared/format";
import type { PlanData, RunInput, SampleView } from "../shared/messages";

export interface Draft {
  text: string;
  /** base64, with or without a data: prefix. */
  image: string;
}

export const NO_DRAFT: Draft = { text: "", image: "" };

/** What is sent for a draft; null while there is nothing to send. */
export function toInput(kind: string, draft: Draft): RunInput | null {
  if (kind === "image") return draft.image === "" ? null : { base64: stripped(draft.image) };
  if (kind === "texts") {
    const texts = lines(draft.text);
    return texts.length < 2 ? null : { texts };
  }
  return draft.text.trim() === "" ? null : { text: draft.text };
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

interface InputProps {
  plan: PlanData;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onRun: () => void;
  onProblem: (text: string) => void;
}

export function Input({ plan, draft, onDraft, onRun, onProblem }: InputProps) {
  const field =
    plan.kind === "image" ? (
      <ImageInput draft={draft} onDraft={onDraft} onProblem={onProblem} />
    ) : (
      <textarea
        class="hx-field"
        rows={plan.kind === "texts" ? 6 : 2}
        aria-label={plan.kind === "texts" ? "Texts to compare, one per line" : "Text for all candidates"}
        placeholder={plan.kind === "texts" ? "Two or more texts, one per line" : "A sentence of yours"}
        value={draft.text}
        onInput={(event) => onDraft({ ...draft, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          onRun();
        }}
      />
    );
  return (
    <div class="hx-input">
      {field}
      {plan.samples.length > 0 && (
        <div class="hx-chips" role="group" aria-label="Samples">
          {plan.samples.map((sample, index) => (
            <Sample
              key={index}
              sample={sample}
              number={index + 1}
              onPick={() => onDraft({ text: sample.text || draft.text, image: sample.image || draft.image })}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function Sample({ sample, number, onPick }: { sample: SampleView; number: number; onPick: () => void }) {
  if (sample.image !== "") {
    return (
      <button type="button" class="hx-thumb" aria-label={`Sample image ${number}`} onClick={onPick}>
        <img src={asImage(sample.image)} alt="" />
      </button>
    );
  }
  return (
    <button type="button" class="hx-sample" title={sample.text} onClick={onPick}>
      {sample.text.replaceAll("\n", " / ")}
    </button>
  );
}

function ImageInput({ draft, onDraft, onProblem }: Pick<InputProps, "draft" | "onDraft" | "onProblem">) {
  const picker = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (file.size > MAX_FILE_BYTES) {
      onProblem(`${file.name} is ${bytes(file.size)}; ${bytes(MAX_FILE_BYTES)} is the most.`);
      return;
    }
    onDraft({ ...draft, image: await asBase64(file) });
  };
  return (
    <div
      class="hx-image"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take(event.dataTransfer?.files[0]);
      }}
    >
      {draft.image === "" ? (
        <span class="hx-muted">Drop an image here, or</span>
      ) : (
        <img src={asImage(draft.image)} alt="The image that the candidates get" />
      )}
      <button type="button" class="hx-btn" onClick={() => picker.current?.click()}>
        Choose an image
      </button>
      <input
        ref={picker}
        type="file"
        accept="image/*"
        hidden
        aria-label="Image file"
        onChange={(event) => void take(event.currentTarget.files?.[0])}
      />
    </div>
  );
}
