/** The one input that all candidates get, in the fields that its kind needs; with samples. */

import { asImage } from "../shared/files";
import type { PlanData, SampleView } from "../shared/messages";
import { Chat } from "./chat";
import { type Draft, fromSample, mediaOf } from "./draft";
import { Area, Line } from "./fields";
import { MediaInput } from "./media";
import type { Uploading } from "./media_upload";

const MASK = "[MASK]";
const SPEECH = "automatic-speech-recognition";

export interface InputProps {
  plan: PlanData;
  draft: Draft;
  uploading: Uploading;
  onDraft: (draft: Draft) => void;
  onRun: () => void;
  onProblem: (text: string) => void;
}

export function Input(props: InputProps) {
  const { plan, draft, uploading, onDraft, onRun, onProblem } = props;
  const what = mediaOf(plan.kind);
  const pick = (sample: SampleView): void => {
    onDraft(fromSample(sample, draft));
    if (what !== undefined && sample.media !== "") {
      void uploading.sample(sample.media, sample.name, what).then(onProblem);
    }
  };
  return (
    <div
      class="hx-input"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        onRun();
      }}
    >
      {what !== undefined && (
        <MediaInput
          what={what}
          uploading={uploading}
          maxBytes={plan.upload.max_bytes}
          onProblem={onProblem}
        />
      )}
      <Fields {...props} />
      {plan.samples.length > 0 && (
        <div class="hx-chips" role="group" aria-label="Samples">
          {plan.samples.map((sample, index) => (
            <Sample
              key={index}
              sample={sample}
              number={index + 1}
              isImage={what === "image"}
              onPick={() => pick(sample)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function Fields({ plan, draft, onDraft }: InputProps) {
  const set = (name: "text" | "labels" | "question" | "context" | "reference") => (value: string) =>
    onDraft({ ...draft, [name]: value });
  switch (plan.kind) {
    case "image":
      return null;
    case "image-text":
      return (
        <Line
          label="Question about the image"
          hint="A question about it; may stay empty"
          value={draft.text}
          onValue={set("text")}
        />
      );
    case "audio":
      return plan.task !== SPEECH ? null : (
        <Line
          label="What was really said"
          hint="What was really said, to count wrong words; may stay empty, is not sent"
          value={draft.reference}
          onValue={set("reference")}
        />
      );
    case "texts":
      return (
        <Area
          label="Texts to compare, one per line"
          hint="Two or more texts, one per line"
          rows={5}
          value={draft.text}
          onValue={set("text")}
        />
      );
    case "labels":
      return (
        <>
          <Area
            label="Text for all candidates"
            hint="A sentence of yours"
            rows={2}
            value={draft.text}
            onValue={set("text")}
          />
          <Line
            label="Labels to choose from"
            hint="Labels, separated by commas: refund, delivery, praise"
            value={draft.labels}
            onValue={set("labels")}
          />
        </>
      );
    case "question":
      return (
        <>
          <Line label="Question" hint="A question" value={draft.question} onValue={set("question")} />
          <Area
            label="Text that answers it"
            hint="The text in which the answer stands"
            rows={4}
            value={draft.context}
            onValue={set("context")}
          />
        </>
      );
    case "chat":
      return <Chat draft={draft} onDraft={onDraft} />;
    default:
      return <Plain task={plan.task} value={draft.text} onValue={set("text")} />;
  }
}

function Plain({ task, value, onValue }: { task: string; value: string; onValue: (text: string) => void }) {
  const isMasked = task === "fill-mask";
  const hint = isMasked ? `A sentence with ${MASK} for the open word` : "A sentence of yours";
  return (
    <>
      <Area label="Text for all candidates" hint={hint} rows={2} value={value} onValue={onValue} />
      {isMasked && !value.includes(MASK) && (
        <button
          type="button"
          class="hx-btn hx-mask"
          onClick={() => onValue(`${value.trimEnd()} ${MASK}`.trimStart())}
        >
          Add {MASK}
        </button>
      )}
    </>
  );
}

interface SampleProps {
  sample: SampleView;
  number: number;
  isImage: boolean;
  onPick: () => void;
}

function Sample({ sample, number, isImage, onPick }: SampleProps) {
  if (isImage && sample.media !== "") {
    return (
      <button type="button" class="hx-thumb" aria-label={`Sample image ${number}`} onClick={onPick}>
        <img src={asImage(sample.media)} alt="" />
      </button>
    );
  }
  const words = sample.question || sample.text || sample.name || sample.context;
  return (
    <button type="button" class="hx-sample" title={words} onClick={onPick}>
      {words.replaceAll("\n", " / ")}
    </button>
  );
}
