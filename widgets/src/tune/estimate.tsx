/** What a training will take, with the settings as they are now. */

import { useEffect, useState } from "preact/hooks";

import { bytes, duration } from "../shared/format";
import type { CheckData, EstimateData, ModelKey } from "../shared/messages";
import { Dot } from "../shared/parts";
import type { Screen } from "../shared/screen";
import type { Settings } from "./settings";

/** How long nobody types before an estimate is asked for. */
const SETTLED_MS = 400;

export function Estimate({ of, freeBytes }: { of: EstimateData; freeBytes: number }) {
  return (
    <p class="hx-estimate" title={of.basis}>
      About <b>{duration(of.seconds)}</b>, <b>{bytes(of.memory_bytes)}</b> of memory and{" "}
      <b>{bytes(of.disk_bytes)}</b> of disk
      {of.disk_bytes > freeBytes && (
        <>
          {" "}
          <Dot of="grave" /> <b>Only {bytes(freeBytes)} are free.</b>
        </>
      )}
      {of.basis !== "" && <span class="hx-muted"> · {of.basis}</span>}
    </p>
  );
}

/** What it will take with the settings as they are now; null while the check's own answer holds. */
export function useEstimate(
  { ask }: Screen<"tune">,
  key: ModelKey,
  check: CheckData | null,
  settings: Settings | null,
): EstimateData | null {
  const [estimate, setEstimate] = useState<EstimateData | null>(null);
  useEffect(() => {
    setEstimate(null);
    if (settings === null || check === null || check.problem !== null) return undefined;
    let isWanted = true;
    const timer = setTimeout(() => {
      void ask("estimate", { key, data: check.data, settings }).then(
        (found) => isWanted && found && setEstimate(found),
      );
    }, SETTLED_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [ask, key, check, settings]);
  return estimate;
}
