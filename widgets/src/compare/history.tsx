/** Past comparisons of this project: reopen one, forget one or all. */

import { useEffect, useState } from "preact/hooks";

import { age, plural } from "../shared/format";
import type { HistoryData, PastView } from "../shared/messages";
import { Skeleton } from "../shared/parts";
import type { Screen } from "../shared/screen";

interface HistoryProps {
  screen: Screen<"compare">;
  onReopened: () => void;
}

/** The history where there is nothing else to show: absent while it is empty. */
export function PastAlone({ screen, onReopened }: HistoryProps) {
  const [isEmpty, setEmpty] = useState(true);
  const { ask } = screen;
  useEffect(() => {
    void ask("history", {}).then((data) => setEmpty((data?.past.length ?? 0) === 0));
  }, [ask]);
  if (isEmpty) return null;
  return (
    <section class="hx-around-part hx-alone" aria-label="History" tabIndex={0}>
      <History screen={screen} onReopened={onReopened} />
    </section>
  );
}

export function History({ screen, onReopened }: HistoryProps) {
  const [kept, setKept] = useState<HistoryData | null>(null);
  const { ask, announce } = screen;
  useEffect(() => {
    void ask("history", {}).then((data) => data && setKept(data));
  }, [ask]);
  const forget = (key: string): void => {
    void ask("forget", { key }).then((data) => {
      if (data === undefined) return;
      setKept(data);
      announce(key === "" ? "All past comparisons forgotten" : "One comparison forgotten");
    });
  };
  const reopen = (key: string): void => {
    void ask("reopen", { key }).then((data) => data && onReopened());
  };
  if (kept === null) return <Skeleton rows={4} />;
  return (
    <>
      {kept.past.length === 0 ? (
        <p>{kept.is_on ? "Nothing was compared here yet." : "The history is off: nothing is kept."}</p>
      ) : (
        <ul class="hx-past">
          {kept.past.map((one) => (
            <Past key={one.key} one={one} onReopen={reopen} onForget={forget} />
          ))}
        </ul>
      )}
      <p class="hx-around-foot">
        <span class="hx-muted">{where(kept)}</span>
        {kept.past.length > 0 && (
          <button type="button" class="hx-btn" onClick={() => forget("")}>
            Forget all {kept.past.length}
          </button>
        )}
      </p>
    </>
  );
}

function where({ is_on: isOn, path, most }: HistoryData): string {
  if (!isOn) return "HUBEXPLORER_HISTORY is off.";
  if (path === "") return `The newest ${most} are kept as long as this session lives.`;
  return `The newest ${most} lie in ${path}, for you alone. HUBEXPLORER_HISTORY=0 keeps none.`;
}

interface PastProps {
  one: PastView;
  onReopen: (key: string) => void;
  onForget: (key: string) => void;
}

function Past({ one, onReopen, onForget }: PastProps) {
  const of = plural(one.candidates.length, "candidate");
  return (
    <li>
      <button
        type="button"
        class="hx-past-open"
        title={`Open: ${one.candidates.join(", ")}`}
        onClick={() => onReopen(one.key)}
      >
        <span class="hx-past-title">{one.title}</span>
        <span class="hx-muted">
          {one.answered === one.candidates.length ? of : `${one.answered} of ${of} answered`}
        </span>
        <span class="hx-muted hx-past-who">{one.candidates.join(", ")}</span>
        <span class="hx-muted">{age(one.made_s)} ago</span>
      </button>
      <button
        type="button"
        class="hx-remove"
        aria-label={`Forget ${one.title}`}
        onClick={() => onForget(one.key)}
      >
        ×
      </button>
    </li>
  );
}
