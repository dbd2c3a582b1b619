/** The Card tab: the rendered card with its contents, search inside it, and image consent. */

import { useEffect, useState } from "preact/hooks";

import { plural } from "../shared/format";
import type { CardData, ModelKey } from "../shared/messages";
import { Skeleton } from "../shared/parts";
import type { Screen } from "../shared/screen";
import { CardFrame, type Found } from "./frame";

interface CardTabProps {
  screen: Screen<"card">;
  model: ModelKey;
}

export function CardTab({ screen, model }: CardTabProps) {
  const [card, setCard] = useState<CardData | null>(null);
  const [jump, setJump] = useState({ id: "", times: 0 });
  const [find, setFind] = useState({ text: "", times: 0, back: false });
  const [found, setFound] = useState<Found | null>(null);
  const { ask } = screen;
  const load = (images: boolean): void => {
    void ask("card", { key: model, images }).then((data) => data && setCard(data));
  };
  useEffect(() => {
    setCard(null);
    load(false);
  }, [model.hub, model.repo, model.commit, ask]);
  if (card === null) return <Skeleton rows={8} />;
  return (
    <div class="hx-card-tab">
      <div class="hx-card-bar">
        {card.toc.length > 1 && (
          <select
            class="hx-field"
            aria-label="Contents of the card"
            value=""
            onChange={(event) => setJump({ id: event.currentTarget.value, times: jump.times + 1 })}
          >
            <option value="">Contents</option>
            {card.toc.map((entry) => (
              <option key={entry.id} value={entry.id}>
                {"\u2003".repeat(Math.max(0, entry.level - 1)) + entry.text}
              </option>
            ))}
          </select>
        )}
        <input
          class="hx-field hx-card-find"
          type="search"
          placeholder="Find in card"
          title="Enter: next; Shift+Enter: the one before"
          aria-label="Find in card"
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            setFind({
              text: event.currentTarget.value.trim(),
              times: find.times + 1,
              back: event.shiftKey,
            });
          }}
          onInput={() => setFound(null)}
        />
        <span class="hx-muted hx-card-found" role="status">
          {found !== null && (found.of === 0 ? "not in the card" : `${found.at} of ${found.of}`)}
        </span>
        {card.images_withheld > 0 && (
          <button
            type="button"
            class="hx-btn"
            title="Their servers will see that you read this card"
            onClick={() => load(true)}
          >
            Show {plural(card.images_withheld, "remote image")}
          </button>
        )}
      </div>
      {card.plain !== "" && (
        <p class="hx-notice" role="note">
          This card is shown as plain text: {card.plain}
        </p>
      )}
      <CardFrame
        html={card.srcdoc}
        title={`Card of ${model.repo}`}
        isDark={screen.isDark}
        jump={jump}
        find={find}
        onFound={setFound}
      />
    </div>
  );
}
