/** Findings: the box under the title, the Review tab, and what must be seen before a pin. */

import type { CompletenessView, FindingView, PageData } from "../shared/messages";
import { Dot } from "../shared/parts";
import { LicenseSection } from "./license";

/** Something to acknowledge before pinning. */
export function isOpen(finding: FindingView): boolean {
  return (finding.gravity === "grave" || finding.gravity === "warning") && !finding.seen;
}

const WEIGHT = { grave: 0, warning: 1, note: 2, good: 3 } as const;

export function gravestFirst(findings: readonly FindingView[]): FindingView[] {
  return [...findings].sort((a, b) => WEIGHT[a.gravity] - WEIGHT[b.gravity]);
}

/** What is still to be acknowledged, gravest first. */
export function openFindings(page: PageData): FindingView[] {
  return gravestFirst(page.findings.filter(isOpen));
}

function sentence(title: string): string {
  return /[.!?]$/.test(title) ? title : `${title}.`;
}

export function FindingText({ finding }: { finding: FindingView }) {
  return (
    <div class="hx-finding-text">
      <b>{sentence(finding.title)}</b> {finding.detail}{" "}
      {finding.quote !== "" && (
        <>
          <q>{finding.quote}</q>
          {finding.line !== null && <span class="hx-muted hx-line"> line {finding.line}</span>}
        </>
      )}
    </div>
  );
}

const SHOWN_FIRST = 3;

/** What to read first: what is grave or a warning, then the license, then the rest. */
function worthFirst(findings: readonly FindingView[]): FindingView[] {
  const rank = (one: FindingView): number =>
    one.kind === "license" ? Math.min(WEIGHT[one.gravity], 1.5) : WEIGHT[one.gravity];
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

/** The gravest findings, above the tabs. */
export function FindingsBox({ findings, onMore }: { findings: readonly FindingView[]; onMore: () => void }) {
  if (findings.length === 0) return null;
  const rest = findings.length - SHOWN_FIRST;
  return (
    <section class="hx-findings" aria-label="Review findings">
      <ul>
        {worthFirst(findings)
          .slice(0, SHOWN_FIRST)
          .map((finding) => (
            <li key={finding.title}>
              <Dot of={finding.gravity} />
              <FindingText finding={finding} />
            </li>
          ))}
      </ul>
      {rest > 0 && (
        <button type="button" class="hx-link hx-findings-more" onClick={onMore}>
          {rest} more in Review
        </button>
      )}
    </section>
  );
}

const MARK = { stated: "●", partly: "◐", missing: "○" } as const;

/** What a card should say, part by part: the score is their sum and nothing else. */
function Completeness({ of }: { of: CompletenessView }) {
  const stated = of.parts.filter((part) => part.said === "stated").length;
  return (
    <section class="hx-complete" aria-label="Completeness of the card">
      <p>
        <b>
          {stated} of {of.parts.length} parts stated
        </b>{" "}
        <span class="hx-muted" title="Each part counts alike; one said partly counts half">
          {Math.round(100 * of.score)} %
        </span>
      </p>
      <ul>
        {of.parts.map((part) => (
          <li key={part.kind} class={`hx-part-${part.said}`}>
            <span aria-hidden="true">{MARK[part.said]}</span> {part.label}
            <span class="hx-said">: {part.said}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ReviewTabProps {
  page: PageData;
  onSee: (kind: string) => void;
}

export function ReviewTab({ page, onSee }: ReviewTabProps) {
  return (
    <div class="hx-pad">
      <Completeness of={page.completeness} />
      <ul class="hx-review">
        {gravestFirst(page.findings).map((finding) => (
          <li key={finding.title}>
            <Dot of={finding.gravity} />
            <FindingText finding={finding} />
            {(finding.gravity === "grave" || finding.gravity === "warning") && (
              <label class="hx-check hx-muted">
                <input
                  class="hx-box"
                  type="checkbox"
                  checked={finding.seen}
                  disabled={finding.seen}
                  aria-label={`Seen: ${finding.title}`}
                  onClick={() => onSee(finding.kind)}
                />
                seen
              </label>
            )}
          </li>
        ))}
      </ul>
      <LicenseSection page={page} />
    </div>
  );
}
