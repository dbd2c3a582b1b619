/** Compare: one input, every candidate's answer side by side. */

import { Around, BlindSwitch } from "./compare/around";
import { Ask, useAsking } from "./compare/asking";
import { BlindRound, inShownOrder, Revealed } from "./compare/blind";
import { continued } from "./compare/chat";
import { fromSample } from "./compare/draft";
import { EndpointAlone } from "./compare/endpoint";
import { PastAlone } from "./compare/history";
import type { Uploading } from "./compare/media_upload";
import type { Asked } from "./compare/outputs";
import { Pane } from "./compare/pane";
import { Queue } from "./compare/queue";
import { useRounds, voteKeys } from "./compare/rounds";
import { BUSY, usePlan, useRun } from "./compare/running";
import type { ModelKey, PlanData } from "./shared/messages";
import { Empty, Failed, Skeleton } from "./shared/parts";
import { asWidget, type Screen, useKeys, useTrait } from "./shared/screen";

function Compare({ screen }: { screen: Screen<"compare"> }) {
  const candidates = useTrait<ModelKey[]>(screen.model, "candidates");
  const { plan, isFailed, load } = usePlan(screen, candidates);
  if (candidates.length === 0) {
    return (
      <>
        <Empty title="Nothing to compare yet.">
          <p>
            Mark models in Find with <kbd>m</kbd>, then compare.
          </p>
        </Empty>
        <EndpointAlone screen={screen} />
        <PastAlone screen={screen} onReopened={load} />
      </>
    );
  }
  if (isFailed) return <Failed what="The comparison" onRetry={load} />;
  if (plan === null) return <Skeleton rows={6} />;
  return <Comparing screen={screen} plan={plan} onReplan={load} />;
}

interface ComparingProps {
  screen: Screen<"compare">;
  plan: PlanData;
  onReplan: () => void;
}

function Comparing({ screen, plan, onReplan }: ComparingProps) {
  const { event, isAsked, isBusy: isRunning, asked: own, run, stop } = useRun(screen);
  const asking = useAsking(screen, plan, (question, args) => void run(question, args));
  const { go, setDraft, uploading } = asking;
  const asked = own ?? reopened(plan, uploading);
  const rounds = useRounds(screen);
  const { round, reveal } = rounds;
  const isBusy = isRunning || (round !== null && !round.is_ended);
  useKeys(screen, [
    { keys: ["r"], label: "Run (Ctrl+Enter in the text)", run: go },
    { keys: ["Escape"], label: "Stop", run: () => isBusy && stop() },
    ...voteKeys(rounds),
  ]);
  const answersChat = asked?.kind === "chat" && plan.kind === "chat";
  return (
    <div class="hx-compare-body">
      <Ask plan={plan} asking={asking} isBusy={isBusy} onStop={stop}>
        <BlindSwitch screen={screen} />
      </Ask>
      <Around
        screen={screen}
        plan={plan}
        rounds={rounds}
        isWhole={event !== null && !event.panes.some((pane) => BUSY.has(pane.state))}
        onReopened={onReplan}
        hasRun={event !== null || round !== null || isAsked}
      >
        {round === null && (
          <Queue panes={event?.panes ?? []} host={event?.host ?? null} candidates={plan.candidates.length} />
        )}
      </Around>
      {reveal !== null && <Revealed reveal={reveal} candidates={plan.candidates} onUndo={rounds.undo} />}
      {round === null ? (
        <div class="hx-panes">
          {inShownOrder(plan.candidates, reveal).map((candidate) => (
            <Pane
              key={candidate.id}
              screen={screen}
              candidate={candidate}
              isAsked={isAsked}
              asked={asked}
              pane={event?.panes.find((pane) => pane.id === candidate.id)}
              onRetry={go}
              {...(answersChat
                ? { onContinue: (text: string) => setDraft(continued(asked.draft, text)) }
                : {})}
            />
          ))}
        </div>
      ) : (
        <BlindRound round={round} asked={asked} rounds={rounds} />
      )}
    </div>
  );
}

/** What a comparison that was reopened had been asked; null where none was. */
function reopened(plan: PlanData, { media }: Uploading): Asked | null {
  const first = plan.samples[0];
  if (plan.begin === 0 || first === undefined) return null;
  const isIt = media !== null && !media.isOwn && media.name === first.name;
  return { kind: plan.kind, draft: fromSample(first), url: isIt ? media.url : "" };
}

export default asWidget("compare", "Compare models", Compare);
