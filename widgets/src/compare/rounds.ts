/** Blind rounds: what this view knows of one, and the votes on it. */

import { useCallback, useEffect, useState } from "preact/hooks";

import type { BlindEvent, RevealData, TallyData, VoteArgs } from "../shared/messages";
import type { Binding } from "../shared/keys";
import type { Screen } from "../shared/screen";

export interface Reveal extends RevealData {
  run: number;
  choice: VoteArgs["choice"];
  place: number | null;
}

export interface Rounds {
  /** One whose answers wait for a vote, or are still on their way. */
  round: BlindEvent | null;
  /** Whose the answers were, once there was a vote. */
  reveal: Reveal | null;
  tally: TallyData | null;
  vote: (choice: VoteArgs["choice"], place?: number) => void;
  undo: () => void;
  reset: () => void;
  /** Asks for the tally as it is now. */
  count: () => void;
}

export function useRounds(screen: Screen<"compare">): Rounds {
  const { ask, announce, connection } = screen;
  const [round, setRound] = useState<BlindEvent | null>(null);
  const [reveal, setReveal] = useState<Reveal | null>(null);
  const [tally, setTally] = useState<TallyData | null>(null);
  useEffect(
    () =>
      connection.listen("blind", (next) => {
        setRound(next);
        setReveal(null);
        if (next.is_ended) announce(`${next.outputs.length} answers shown without names; vote for one`);
      }),
    [connection, announce],
  );
  useEffect(
    () =>
      connection.listen("panes", (next) => {
        // Names are shown again: the round is over, and a later run has nothing to do with a vote.
        setRound(null);
        setReveal((before) => (before?.run === next.run ? before : null));
      }),
    [connection],
  );
  const vote = (choice: VoteArgs["choice"], place: number | null = null): void => {
    if (round === null || !round.is_ended) return;
    const { run } = round;
    void ask("vote", { run, choice, place }).then((told) => {
      if (told === undefined) return;
      setReveal({ ...told, run, choice, place });
      setTally(told.tally);
      announce("Vote kept; the names are shown");
    });
  };
  const counted = (data: TallyData | undefined): void => {
    if (data !== undefined) setTally(data);
  };
  const count = useCallback(() => void ask("tally", {}).then(counted), [ask]);
  const undo = (): void => {
    void ask("undo", {}).then((data) => {
      counted(data);
      if (data !== undefined) announce("The newest vote was taken back");
    });
  };
  const reset = (): void => void ask("reset", {}).then(counted);
  return { round, reveal, tally, vote, undo, reset, count };
}

/** The keys of a vote, while there is something to vote on. */
export function voteKeys({ round, vote }: Rounds): Binding[] {
  if (round === null || !round.is_ended) return [];
  const places = round.outputs.slice(0, 9).map((_, place): Binding => {
    const number = String(place + 1);
    return { keys: [number], label: `Vote for answer ${number}`, run: () => vote("best", place) };
  });
  return [
    ...places,
    { keys: ["t"], label: "Vote: a tie", run: () => vote("tie") },
    { keys: ["x"], label: "Vote: all bad", run: () => vote("bad") },
  ];
}
