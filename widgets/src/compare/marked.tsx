/** Spans of a text marked in it: entities with their labels, or the answer to a question. */

import type { EntityView } from "../shared/messages";

const HUES = 6;

export interface Piece {
  text: string;
  entity: EntityView | null;
}

/** The text cut at its entities, in order; one that overlaps an earlier one, or lies beyond, is left out. */
export function pieces(text: string, entities: readonly EntityView[]): Piece[] {
  // The kernel counts characters as code points; JavaScript's own indexes count UTF-16 units.
  const points = Array.from(text);
  const found: Piece[] = [];
  let at = 0;
  for (const entity of [...entities].sort((a, b) => a.start - b.start)) {
    if (entity.start < at || entity.end <= entity.start || entity.end > points.length) continue;
    if (entity.start > at) found.push({ text: points.slice(at, entity.start).join(""), entity: null });
    found.push({ text: points.slice(entity.start, entity.end).join(""), entity });
    at = entity.end;
  }
  if (at < points.length) found.push({ text: points.slice(at).join(""), entity: null });
  return found;
}

/** Which of the six colors a label has among these. */
export function hueOf(label: string, labels: readonly string[]): number {
  return [...new Set(labels)].sort().indexOf(label) % HUES;
}

export function Entities({ text, entities }: { text: string; entities: readonly EntityView[] }) {
  const labels = entities.map((one) => one.label);
  return (
    <>
      <p class="hx-entities">
        {pieces(text, entities).map(({ text: part, entity }, index) =>
          entity === null ? (
            part
          ) : (
            <mark
              key={index}
              data-hue={hueOf(entity.label, labels)}
              title={`${entity.label}, score ${entity.score.toFixed(2)}`}
            >
              {part} <small>{entity.label}</small>
            </mark>
          ),
        )}
      </p>
      {entities.length === 0 && <p class="hx-muted hx-pane-note">No entity found.</p>}
    </>
  );
}

/** The answer to a question, then the text it stands in. */
export function Span({
  answer,
  text,
  entities,
}: {
  answer: string;
  text: string;
  entities: readonly EntityView[];
}) {
  const score = entities[0]?.score ?? 0;
  return (
    <>
      <p class="hx-answer">
        <b>{answer.trim() === "" ? "No answer found." : answer}</b>{" "}
        <span class="hx-muted hx-number" title="Probability of this span">
          {score.toFixed(2)}
        </span>
      </p>
      <p class="hx-context" tabIndex={0} aria-label="The answer in its text">
        {pieces(text, entities).map(({ text: part, entity }, index) =>
          entity === null ? part : <mark key={index}>{part}</mark>,
        )}
      </p>
    </>
  );
}
