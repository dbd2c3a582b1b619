/** Where else a run is kept: chosen before it starts, and found again after. */

import type { TrackedView, TrackerView } from "../shared/messages";
import { Code, Dot } from "../shared/parts";

interface TrackerChoiceProps {
  trackers: readonly TrackerView[];
  value: string;
  onValue: (name: string) => void;
}

/** Offers what is installed, and says how to add the rest. */
export function TrackerChoice({ trackers, value, onValue }: TrackerChoiceProps) {
  const installed = trackers.filter((one) => one.is_installed);
  const others = trackers.filter((one) => !one.is_installed);
  const titles = others.map(({ title }) => title).join(" or ");
  return (
    <div class="hx-trackers">
      {installed.length > 0 && (
        <label class="hx-line-of">
          <span class="hx-muted">Also track in</span>
          <select class="hx-field" value={value} onChange={(event) => onValue(event.currentTarget.value)}>
            <option value="">nowhere else</option>
            {installed.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      {others.length > 0 && (
        <details>
          <summary class="hx-muted">
            {installed.length > 0 ? `Add ${titles}` : `To track runs in ${titles} too`}
          </summary>
          {others.map(({ name, title, install }) => (
            <Code key={name} text={install} label={`How to add ${title}`} />
          ))}
        </details>
      )}
    </div>
  );
}

/** Where this run lies, and the command that shows it; what went wrong, if anything did. */
export function TrackedIn({ tracked }: { tracked: TrackedView }) {
  if (tracked.problem !== "") {
    return (
      <p class="hx-warning">
        <Dot of="warning" />
        Not tracked in {tracked.title}: {tracked.problem}
      </p>
    );
  }
  return (
    <details class="hx-trackers">
      <summary>
        Also in {tracked.title}{" "}
        <span class="hx-muted hx-mono hx-path" title={tracked.place}>
          {tracked.place}
        </span>
      </summary>
      {tracked.about !== "" && <p class="hx-muted">{tracked.about}</p>}
      <Code text={tracked.command} label={`Shows it in ${tracked.title}`} />
    </details>
  );
}
