/** Rows beyond the snapshot: asked of the hubs themselves once the typing pauses. */

import { useEffect, useMemo, useState } from "preact/hooks";

import type { LiveData } from "../shared/messages";
import type { Screen } from "../shared/screen";
import { fingerprint } from "./filters";
import { type Found, type RowView, rowsOf } from "./finder";

const PAUSE_MS = 600;

export interface Live {
  rows: readonly RowView[];
  isAsking: boolean;
  hasMore: boolean;
  problem: string;
}

export const NOTHING_LIVE: Live = { rows: [], isAsking: false, hasMore: false, problem: "" };

/** What hubs have besides the result in sight; nothing while the catalog lists them whole. */
export function useLive(screen: Screen<"browser">, { filters, counts }: Found): Live {
  const { ask } = screen;
  const print = useMemo(() => fingerprint(filters), [filters]);
  const [answer, setAnswer] = useState<{ print: string; data: LiveData | null } | null>(null);
  const isPartial = counts?.is_partial ?? false;
  useEffect(() => {
    if (!isPartial) return undefined;
    let isWanted = true;
    const timer = setTimeout(() => {
      setAnswer({ print, data: null });
      void ask("live", { filters }).then((data) => {
        if (isWanted) setAnswer(data === undefined ? null : { print, data });
      });
    }, PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [ask, print, isPartial]);
  return useMemo(() => {
    if (!isPartial || answer?.print !== print) return NOTHING_LIVE;
    if (answer.data === null) return { ...NOTHING_LIVE, isAsking: true };
    const { rows, has_more, problem } = answer.data;
    return { rows: rowsOf(rows), isAsking: false, hasMore: has_more, problem };
  }, [answer, print, isPartial]);
}

/** "12 more on the hub, not in this list"; empty where there is nothing to say. */
export function liveText({ rows, isAsking, hasMore, problem }: Live): string {
  if (isAsking) return "asking the hubs for more";
  if (rows.length > 0) return `${rows.length}${hasMore ? " or more" : ""} live from the hub at the end`;
  return problem;
}
