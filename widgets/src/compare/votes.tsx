/** How blind votes went: each candidate's share with its interval, and each pair. */

import { useEffect, useState } from "preact/hooks";

import { plural } from "../shared/format";
import type { PairView, StandingView } from "../shared/messages";
import type { Rounds } from "./rounds";

export function Votes({ rounds }: { rounds: Rounds }) {
  const { tally, count, undo, reset } = rounds;
  useEffect(count, [count]);
  if (tally === null) return null;
  if (tally.votes === 0) {
    return (
      <p class="hx-muted">
        No vote on these candidates yet. Switch Blind on, run, and vote: names, time and memory stay hidden
        until then.
      </p>
    );
  }
  return (
    <div class="hx-votes">
      <table class="hx-table">
        <thead>
          <tr>
            <th scope="col">Candidate</th>
            <th scope="col" class="hx-number">
              Best
            </th>
            <th scope="col" class="hx-number">
              Ties
            </th>
            <th scope="col">Share of the votes, 95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {tally.standings.map((one) => (
            <Standing key={one.name} one={one} />
          ))}
        </tbody>
      </table>
      {tally.pairs.length > 0 && <Pairs pairs={tally.pairs} />}
      <p class="hx-muted">{tally.counting}</p>
      <p class="hx-around-foot">
        <button type="button" class="hx-btn" onClick={undo}>
          Take the newest vote back
        </button>
        <Reset kept={tally.kept} onReset={reset} />
      </p>
    </div>
  );
}

function Standing({ one }: { one: StandingView }) {
  return (
    <tr>
      <th scope="row">{one.name}</th>
      <td class="hx-number">
        {one.best} of {one.rounds}
      </td>
      <td class="hx-number">{one.ties}</td>
      <td>
        <span class="hx-share">
          <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
            <line x1="0" x2="100" y1="11" y2="11" />
            <rect x={one.low * 100} width={(one.high - one.low) * 100} y="4" height="4" />
            <rect class="hx-share-dot" x={Math.min(98.5, one.share * 100)} width="1.5" y="1" height="10" />
          </svg>
          {percent(one.share)} <span class="hx-muted">{range(one)}</span>
        </span>
      </td>
    </tr>
  );
}

function Pairs({ pairs }: { pairs: readonly PairView[] }) {
  return (
    <table class="hx-table">
      <thead>
        <tr>
          <th scope="col">Pair</th>
          <th scope="col" class="hx-number">
            Wins of the first
          </th>
          <th scope="col" class="hx-number">
            95 % interval
          </th>
          <th scope="col">The votes tell</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <tr key={`${pair.first}\n${pair.second}`}>
            <th scope="row">
              {pair.first} over {pair.second}
            </th>
            <td class="hx-number">
              {pair.wins} of {pair.rounds}
            </td>
            <td class="hx-number">{range(pair)}</td>
            <td>{verdict(pair)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function verdict({ first, second, low, is_decided }: PairView): string {
  if (!is_decided) return "not which of the two is preferred";
  return `${low > 0.5 ? first : second} is preferred`;
}

/** Forgets every vote at the second press. */
function Reset({ kept, onReset }: { kept: number; onReset: () => void }) {
  const [isSure, setSure] = useState(false);
  const press = (): void => {
    if (isSure) onReset();
    setSure(!isSure);
  };
  return (
    <button type="button" class="hx-btn" onClick={press} onBlur={() => setSure(false)}>
      {isSure ? `Forget all ${plural(kept, "vote")} of this project` : "Forget all votes"}
    </button>
  );
}

function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}

function range({ low, high }: { low: number; high: number }): string {
  return `${Math.round(low * 100)} to ${percent(high)}`;
}
