/** A blind round: answers under numbers, a vote by button or key, and then whose they were. */

import type { BlindEvent, CandidateView } from "../shared/messages";
import { type Asked, Output } from "./outputs";
import type { Reveal, Rounds } from "./rounds";
import { inWords, nameOf } from "./variant";

interface RoundProps {
  round: BlindEvent;
  asked: Asked | null;
  rounds: Rounds;
}

/** The answers without names; until all have ended, only how many came. */
export function BlindRound({ round, asked, rounds }: RoundProps) {
  if (!round.is_ended) {
    return (
      <div class="hx-panes">
        <p class="hx-muted hx-blind-wait">
          {round.answered} of {round.of} have answered. All answers are shown together, so that speed tells
          nothing.
        </p>
      </div>
    );
  }
  const left = round.of - round.outputs.length;
  return (
    <div class="hx-panes">
      <div class="hx-vote" role="group" aria-label="Vote">
        <span>Which answer is best?</span>
        {round.outputs.map((_, place) => (
          <button key={place} type="button" class="hx-btn" onClick={() => rounds.vote("best", place)}>
            Answer {place + 1}
          </button>
        ))}
        <button type="button" class="hx-btn" title="Key t" onClick={() => rounds.vote("tie")}>
          Tie
        </button>
        <button type="button" class="hx-btn" title="Key x" onClick={() => rounds.vote("bad")}>
          All bad
        </button>
        <span class="hx-muted">
          keys <kbd>1</kbd> to <kbd>{Math.min(9, round.outputs.length)}</kbd>, <kbd>t</kbd>, <kbd>x</kbd>
          {left > 0 && ` · ${left} gave no answer, shown after the vote`}
        </span>
      </div>
      {round.outputs.map((output, place) => (
        <section key={place} class="hx-pane" aria-label={`Answer ${place + 1}`} data-state="blind">
          <header>
            <b>Answer {place + 1}</b>
          </header>
          <div class="hx-pane-body">
            <Output output={output} asked={asked} isJson={false} />
          </div>
        </section>
      ))}
    </div>
  );
}

/** Whose the answers were, the vote marked. */
export function Revealed({
  reveal,
  candidates,
  onUndo,
}: {
  reveal: Reveal;
  candidates: readonly CandidateView[];
  onUndo: () => void;
}) {
  const said = { best: "", tie: "You called it a tie. ", bad: "You found all of them bad. " }[reveal.choice];
  return (
    <p class="hx-revealed" role="group" aria-label="Whose the answers were">
      {said}
      {reveal.order.map((id, place) => {
        const found = candidates.find((one) => one.id === id);
        const isBest = place === reveal.place;
        return (
          <span key={id} class={isBest ? "hx-chosen" : undefined}>
            <span class="hx-muted">{place + 1}</span>{" "}
            {found === undefined ? "a candidate that was removed" : wholeName(found)}
            {isBest && " · your vote"}
          </span>
        );
      })}
      <button type="button" class="hx-link" onClick={onUndo}>
        Take the vote back
      </button>
    </p>
  );
}

function wholeName(candidate: CandidateView): string {
  const own = inWords(candidate.settings);
  return own === "" ? nameOf(candidate) : `${nameOf(candidate)} (${own})`;
}

/** The candidates in the order in which a round showed them, others last. */
export function inShownOrder(
  candidates: readonly CandidateView[],
  reveal: Reveal | null,
): readonly CandidateView[] {
  if (reveal === null) return candidates;
  const place = (one: CandidateView): number => {
    const at = reveal.order.indexOf(one.id);
    return at < 0 ? reveal.order.length : at;
  };
  return [...candidates].sort((a, b) => place(a) - place(b));
}
