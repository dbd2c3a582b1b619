/** What is being asked: the parts that each kind of input has, and what is sent of them. */

import type { MessageView, RunInput, SampleView } from "../shared/messages";
import type { Media } from "./media_upload";

export interface Draft {
  /** A text, several (one a line), or what is said next in a chat. */
  text: string;
  question: string;
  context: string;
  /** Separated by commas or lines. */
  labels: string;
  system: string;
  /** What was said in a chat before. */
  history: readonly MessageView[];
  /** What was really said in a sound, for the word error rate; it stays in the browser. */
  reference: string;
}

export const NO_DRAFT: Draft = {
  text: "",
  question: "",
  context: "",
  labels: "",
  system: "",
  history: [],
  reference: "",
};

export function fromSample(sample: SampleView, before: Draft = NO_DRAFT): Draft {
  const { text, question, context, labels, messages } = sample;
  const said = messages.filter((one) => one.role !== "system");
  return {
    ...NO_DRAFT,
    system: messages.find((one) => one.role === "system")?.content ?? before.system,
    history: said.slice(0, -1),
    text: said.at(-1)?.content ?? text,
    question,
    context,
    labels: labels.join(", "),
  };
}

const MEDIA_KINDS: Record<string, "image" | "audio"> = {
  image: "image",
  "image-text": "image",
  audio: "audio",
};

/** Which file this kind of input takes; undefined for none. */
export function mediaOf(kind: string): "image" | "audio" | undefined {
  return MEDIA_KINDS[kind];
}

/** What is sent for a draft; null while there is nothing to send. */
export function toInput(kind: string, draft: Draft, media: Media | null): RunInput | null {
  const { text } = draft;
  const isWritten = text.trim() !== "";
  switch (kind) {
    case "image":
    case "audio":
      return isThere(media) ? { [kind]: media.id } : null;
    case "image-text":
      if (!isThere(media)) return null;
      return isWritten ? { image: media.id, text } : { image: media.id };
    case "texts": {
      const texts = listed(text, "\n");
      return texts.length < 2 ? null : { texts };
    }
    case "labels": {
      const labels = listed(draft.labels, /[,\n]/);
      return isWritten && labels.length > 0 ? { text, labels } : null;
    }
    case "question": {
      const { question, context } = draft;
      return question.trim() === "" || context.trim() === "" ? null : { question, context };
    }
    case "chat":
      return isWritten ? chatInput(draft) : null;
    default:
      return isWritten ? { text } : null;
  }
}

function chatInput({ text, system, history }: Draft): RunInput {
  if (system.trim() === "" && history.length === 0) return { text };
  const begin: MessageView[] = system.trim() === "" ? [] : [{ role: "system", content: system }];
  return { messages: [...begin, ...history, { role: "user", content: text }] };
}

function isThere(media: Media | null): media is Media {
  return media !== null && media.id !== "";
}

/** What is missing, in words. */
export function missing(kind: string, media: Media | null): string {
  if (media !== null && media.id === "") return "The file is still on its way; it runs then.";
  switch (kind) {
    case "texts":
      return "Write two or more texts, one per line.";
    case "labels":
      return "Write a text, and the labels to choose from.";
    case "question":
      return "Write a question, and the text that answers it.";
    case "image":
    case "image-text":
      return "Choose an image first.";
    case "audio":
      return "Choose or record a sound first.";
    default:
      return "Give the candidates something to answer first.";
  }
}

export function listed(text: string, separator: string | RegExp): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
