/** What changed between two commits: license, findings, files, and the card line by line. */

import { useEffect, useState } from "preact/hooks";

import { bytes, plural, short } from "../shared/format";
import type { DifferenceData, FileChangeView, LineView, PageData } from "../shared/messages";
import { Dot, Failed, LicenseBadge, Skeleton } from "../shared/parts";
import type { Screen } from "../shared/screen";
import { FindingText } from "./review";

interface DifferencesProps {
  screen: Screen<"card">;
  page: PageData;
  /** The commit to start with; the open one is the other. */
  since: string;
  onBack: () => void;
}

export function Differences({ screen, page, since, onBack }: DifferencesProps) {
  const opened = page.key.commit ?? "";
  const isOlder = index(page, since) > index(page, opened);
  const [pair, setPair] = useState(isOlder ? { old: since, new: opened } : { old: opened, new: since });
  const [found, setFound] = useState<DifferenceData | null | undefined>(null);
  const { ask } = screen;
  const load = (): void => {
    setFound(null);
    void ask("difference", { key: page.key, ...pair }).then(setFound);
  };
  useEffect(load, [pair.old, pair.new, page.key.hub, page.key.repo, ask]);
  return (
    <div class="hx-pad hx-diff">
      <p class="hx-diff-bar">
        <button type="button" class="hx-btn" onClick={onBack}>
          All commits
        </button>
        <CommitChoice label="From" page={page} value={pair.old} onPick={(old) => setPair({ ...pair, old })} />
        <CommitChoice
          label="to"
          page={page}
          value={pair.new}
          onPick={(to) => setPair({ ...pair, new: to })}
        />
      </p>
      {found === undefined && <Failed what="the difference" onRetry={load} />}
      {found === null && <Skeleton rows={6} />}
      {found && <Found found={found} />}
    </div>
  );
}

function index(page: PageData, commit: string): number {
  return page.commits.findIndex((one) => one.commit === commit);
}

interface ChoiceProps {
  label: string;
  page: PageData;
  value: string;
  onPick: (commit: string) => void;
}

function CommitChoice({ label, page, value, onPick }: ChoiceProps) {
  return (
    <label>
      {label}{" "}
      <select class="hx-field" value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {page.commits.map((one) => (
          <option key={one.commit} value={one.commit}>
            {[short(one.commit), ...one.tags, one.title].join(" · ").slice(0, 60)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Found({ found }: { found: DifferenceData }) {
  const { licenses, appeared, gone, files, lines } = found;
  if (licenses.length + appeared.length + gone.length + files.length + lines.length === 0) {
    return <p class="hx-muted">Nothing differs.</p>;
  }
  return (
    <>
      <h3>License</h3>
      {licenses.length === 0 && <p class="hx-muted">Says the same in every place.</p>}
      {found.old_class !== found.new_class && (
        <p>
          <LicenseBadge of={found.old_class} /> became <LicenseBadge of={found.new_class} />
        </p>
      )}
      <ul class="hx-bullets">
        {licenses.map((one) => (
          <li key={`${one.where}|${one.name}`}>
            {one.name || one.where}: {one.old || "not stated"} → <b>{one.new || "not stated"}</b>
          </li>
        ))}
      </ul>
      {appeared.length + gone.length > 0 && <h3>Review</h3>}
      <ul class="hx-review">
        {appeared.map((one) => (
          <li key={`new ${one.title}`}>
            <Dot of={one.gravity} />
            <FindingText finding={one} />
            <span class="hx-muted">new</span>
          </li>
        ))}
        {gone.map((one) => (
          <li key={`gone ${one.title}`} class="hx-muted">
            <span />
            <s>{one.title}</s>
            <span>gone</span>
          </li>
        ))}
      </ul>
      <h3>Files</h3>
      {files.length === 0 && <p class="hx-muted">The same, byte by byte.</p>}
      <ul>
        {files.map((one) => (
          <File key={one.path} one={one} />
        ))}
      </ul>
      <h3>Card</h3>
      {lines.length === 0 && <p class="hx-muted">The same, word by word.</p>}
      {found.is_cut && <p class="hx-muted">Only the beginning of these long cards was compared.</p>}
      {lines.length > 0 && (
        <div class="hx-lines" tabIndex={0} role="group" aria-label="Lines of the card">
          {lines.map((one, at) => (
            <Line key={at} one={one} />
          ))}
        </div>
      )}
    </>
  );
}

const SIGN: Record<string, string> = { added: "+", removed: "−", changed: "~" };
const TONE: Record<string, string> = { added: "hx-line-added", removed: "hx-line-removed" };

function File({ one }: { one: FileChangeView }) {
  return (
    <li class="hx-break">
      <span class="hx-sign">
        <span aria-hidden="true">{SIGN[one.change]}</span>
        <span class="hx-said">{one.change}</span>
      </span>{" "}
      {one.path}{" "}
      <span class="hx-muted">
        {[one.old_bytes, one.new_bytes]
          .filter((size) => size !== null)
          .map((size) => bytes(size))
          .join(" → ")}
      </span>
    </li>
  );
}

function Line({ one }: { one: LineView }) {
  if (one.change === "skipped") {
    return <div class="hx-line-skipped">{plural(Number(one.text), "line")} unchanged</div>;
  }
  return (
    <div class={TONE[one.change]}>
      <span class="hx-line-number">{one.new_line ?? one.old_line}</span>
      <span class="hx-sign" aria-hidden="true">
        {SIGN[one.change] ?? " "}
      </span>
      {one.change !== "same" && <span class="hx-said">{one.change}: </span>}
      <span class="hx-line-text">{one.text || " "}</span>
    </div>
  );
}
