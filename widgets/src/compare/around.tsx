/** Around the panes: what opens beside them (facts, votes, history), and what saves them. */

import { type ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { saveFile } from "../shared/files";
import type { PlanData } from "../shared/messages";
import { type Screen, useTrait } from "../shared/screen";
import { Endpoint } from "./endpoint";
import { Facts } from "./facts";
import { History } from "./history";
import type { Rounds } from "./rounds";
import { Votes } from "./votes";

const PARTS = ["Facts", "Votes", "History", "Add endpoint"] as const;
const TYPES = { html: "text/html", toml: "application/toml" } as const;

interface AroundProps {
  screen: Screen<"compare">;
  plan: PlanData;
  rounds: Rounds;
  /** Whether there is a comparison that has ended, its names shown. */
  isWhole: boolean;
  /** Whether anything was run: until then the facts stand open. */
  hasRun: boolean;
  /** A past comparison is shown: what is planned changed with it. */
  onReopened: () => void;
  /** What stands at the left: the queue. */
  children: ComponentChildren;
}

export function Around({ screen, plan, rounds, isWhole, hasRun, onReopened, children }: AroundProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const open = chosen ?? (hasRun ? "" : "Facts");
  const reopened = (): void => {
    setChosen("");
    onReopened();
  };
  const save = async (what: "html" | "toml"): Promise<void> => {
    const file = await screen.ask("export", { what });
    if (file === undefined) return;
    saveFile(file.name, file.text, TYPES[what]);
    screen.announce(`${file.name} saved`);
  };
  return (
    <>
      <div class="hx-around">
        {children}
        <span class="hx-space" />
        {PARTS.map((part) => (
          <button
            key={part}
            type="button"
            class="hx-link"
            aria-expanded={open === part}
            onClick={() => setChosen(open === part ? "" : part)}
          >
            {part}
          </button>
        ))}
        <button
          type="button"
          class="hx-link"
          disabled={!isWhole}
          title="Candidates, settings and inputs as a file that asks the same again"
          onClick={() => void save("toml")}
        >
          Save comparison
        </button>
        <button
          type="button"
          class="hx-link"
          disabled={!isWhole}
          title="One page that reads offline: inputs, answers, facts, commits"
          onClick={() => void save("html")}
        >
          Export HTML
        </button>
      </div>
      {open !== "" && (
        <section class="hx-around-part" aria-label={open} tabIndex={0}>
          {open === "Facts" && <Facts screen={screen} plan={plan} />}
          {open === "Votes" && <Votes rounds={rounds} />}
          {open === "Add endpoint" && <Endpoint screen={screen} onAdded={() => setChosen("")} />}
          {open === "History" && <History screen={screen} onReopened={reopened} />}
        </section>
      )}
    </>
  );
}

/** Switches blind mode for the next run. */
export function BlindSwitch({ screen }: { screen: Screen<"compare"> }) {
  const isBlind = useTrait<boolean>(screen.model, "blind");
  return (
    <button
      type="button"
      class="hx-btn"
      aria-pressed={isBlind}
      title="The next answers are shuffled and without names until you vote"
      onClick={() => {
        screen.model.set("blind", !isBlind);
        screen.model.save_changes();
      }}
    >
      Blind
    </button>
  );
}
