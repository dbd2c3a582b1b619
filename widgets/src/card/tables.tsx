/** Commits, published results, and the code that loads this exact commit. */

import { useState } from "preact/hooks";

import { day, short } from "../shared/format";
import type { CommitView, ModelKey, PageData, ResultView } from "../shared/messages";
import { Code, Empty } from "../shared/parts";
import type { Screen } from "../shared/screen";
import { Differences } from "./differences";

interface CommitsTabProps {
  screen: Screen<"card">;
  page: PageData;
  onOpen: (key: ModelKey) => void;
}

export function CommitsTab({ screen, page, onOpen }: CommitsTabProps) {
  const [since, setSince] = useState("");
  if (since !== "") {
    return <Differences screen={screen} page={page} since={since} onBack={() => setSince("")} />;
  }
  return (
    <ul class="hx-pad hx-commits">
      {page.commits.map((one) => (
        <Commit key={one.commit} one={one} page={page} onOpen={onOpen} onCompare={setSince} />
      ))}
    </ul>
  );
}

interface CommitProps {
  one: CommitView;
  page: PageData;
  onOpen: (key: ModelKey) => void;
  onCompare: (commit: string) => void;
}

function Commit({ one, page, onOpen, onCompare }: CommitProps) {
  const isHere = one.commit === page.key.commit;
  return (
    <li aria-current={isHere || undefined}>
      <span class="hx-mono">{short(one.commit)}</span>
      <span class="hx-commit-title">
        {one.title}
        {one.tags.map((tag) => (
          <span key={tag} class="hx-badge hx-plain">
            {tag}
          </span>
        ))}
        {one.commit === page.pinned_commit && <span class="hx-badge hx-ok">pinned</span>}
        <span class="hx-muted hx-commit-by">
          {day(one.date_s)}
          {one.authors.length > 0 && ` · ${one.authors.join(", ")}`}
        </span>
      </span>
      {isHere ? (
        <span class="hx-muted">open</span>
      ) : (
        <span class="hx-commit-acts">
          <button
            type="button"
            class="hx-link"
            aria-label={`What differs from ${short(one.commit)}`}
            onClick={() => onCompare(one.commit)}
          >
            What differs
          </button>
          <button
            type="button"
            class="hx-link"
            aria-label={`Open this commit, ${short(one.commit)}`}
            onClick={() => onOpen({ ...page.key, commit: one.commit })}
          >
            Open this commit
          </button>
        </span>
      )}
    </li>
  );
}

export function ResultsTab({ page }: { page: PageData }) {
  const { results } = page;
  const unread = page.findings.find((finding) => finding.kind === "results")?.detail ?? "";
  if (results.length === 0 && unread === "") {
    return (
      <Empty title="No published results.">
        <p>The card and the repository name no evaluation.</p>
      </Empty>
    );
  }
  return (
    <div class="hx-pad">
      {unread !== "" && (
        <p class="hx-notice hx-unread" role="note">
          Not everything can be read: {unread}
        </p>
      )}
      <p class="hx-muted">Published by the author, on the author's data: not measured here.</p>
      <table class="hx-table">
        <thead>
          <tr>
            <th scope="col">Data set</th>
            <th scope="col">Metric</th>
            <th scope="col" class="hx-number">
              Value
            </th>
            <th scope="col">
              <span class="hx-said">Value as a dot from 0 to 1</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {results.map((one) => (
            <Result key={`${one.dataset}|${one.metric}|${one.language}|${one.source}`} one={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Result({ one }: { one: ResultView }) {
  const share = one.value > 1 ? one.value / 100 : one.value;
  const isShare = share >= 0 && share <= 1;
  return (
    <tr>
      <td class="hx-break" title={one.task}>
        {one.dataset}
        {one.language !== "" && <span class="hx-muted"> {one.language}</span>}
        <div class="hx-muted">{one.source}</div>
      </td>
      <td>{one.metric}</td>
      <td class="hx-number">{isShare && one.value <= 1 ? one.value.toFixed(3) : one.value}</td>
      <td>
        {isShare && (
          <svg class="hx-dotplot" viewBox="0 0 96 16" aria-hidden="true">
            <line x1="4" x2="92" y1="8" y2="8" />
            <circle cx={4 + 88 * share} cy="8" r="4" />
          </svg>
        )}
      </td>
    </tr>
  );
}

export function UseTab({ page }: { page: PageData }) {
  return (
    <div class="hx-pad hx-use">
      <p>
        Loads exactly commit <span class="hx-mono">{short(page.key.commit)}</span>, whatever its author
        changes later.
      </p>
      <Code text={page.snippet} label="Code that loads this commit" />
    </div>
  );
}
