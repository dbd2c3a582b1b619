/** What is said in a chat: the system prompt, what was said before, what is said next. */

import { useState } from "preact/hooks";

import type { MessageView } from "../shared/messages";
import type { Draft } from "./draft";
import { Area } from "./fields";

const SHOWN_CHARACTERS = 2000;

export function Chat({ draft, onDraft }: { draft: Draft; onDraft: (draft: Draft) => void }) {
  const [isSystemShown, showSystem] = useState(draft.system !== "");
  const { history } = draft;
  return (
    <>
      {isSystemShown && (
        <Area
          label="System prompt"
          hint="System prompt: what the chat begins with"
          rows={2}
          value={draft.system}
          onValue={(system) => onDraft({ ...draft, system })}
        />
      )}
      {history.length > 0 && (
        <ol class="hx-history" aria-label="What was said before" tabIndex={0}>
          {history.map((message, place) => (
            <Said
              key={place}
              message={message}
              onCut={() => onDraft({ ...draft, history: history.slice(0, place - (place % 2)) })}
            />
          ))}
        </ol>
      )}
      <Area
        label="Text for all candidates"
        hint={history.length > 0 ? "What you say next" : "What you say, or a text to continue"}
        rows={2}
        value={draft.text}
        onValue={(text) => onDraft({ ...draft, text })}
      />
      <div class="hx-chat-acts">
        <button
          type="button"
          class="hx-link"
          aria-expanded={isSystemShown}
          onClick={() => {
            if (isSystemShown) onDraft({ ...draft, system: "" });
            showSystem(!isSystemShown);
          }}
        >
          {isSystemShown ? "No system prompt" : "System prompt"}
        </button>
        {history.length > 0 && (
          <button type="button" class="hx-link" onClick={() => onDraft({ ...draft, history: [] })}>
            New chat
          </button>
        )}
      </div>
    </>
  );
}

function Said({ message, onCut }: { message: MessageView; onCut: () => void }) {
  const { role, content } = message;
  return (
    <li data-role={role}>
      <span class="hx-muted">{role === "user" ? "you" : role}</span>
      <p>{content.slice(0, SHOWN_CHARACTERS)}</p>
      {role === "user" && (
        <button
          type="button"
          class="hx-remove"
          aria-label="Forget this turn and what follows"
          onClick={onCut}
        >
          ×
        </button>
      )}
    </li>
  );
}

/** The chat so far, with one answer taken as said: every candidate goes on from there. */
export function continued(asked: Draft, answer: string): Draft {
  const turn: MessageView[] = [
    { role: "user", content: asked.text },
    { role: "assistant", content: answer },
  ];
  return { ...asked, text: "", history: [...asked.history, ...turn] };
}
