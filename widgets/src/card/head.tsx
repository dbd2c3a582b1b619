/** Name, facts and actions of the opened model. */

import { useState } from "preact/hooks";

import { bytes, parameters, short } from "../shared/format";
import type { PageData } from "../shared/messages";
import { FitBadge, LicenseBadge, ModelName } from "../shared/parts";
import type { Screen } from "../shared/screen";
import { Linked } from "../shared/strip";
import { PinForm, RejectForm } from "./confirm";

interface HeadProps {
  screen: Screen<"card">;
  page: PageData;
  isMarked: boolean;
  onMark: () => void;
  onUse: () => void;
  onChanged: () => void;
}

const MANY_LANGUAGES = 6;

export function facts(page: PageData): string {
  const { languages } = page;
  const spoken = languages.length > MANY_LANGUAGES ? `${languages.length} languages` : languages.join(" ");
  return [
    page.task,
    page.parameters === null ? "" : `${parameters(page.parameters)} parameters`,
    page.download_bytes > 0 ? bytes(page.download_bytes) : "",
    spoken,
    page.hub_title,
    `commit ${short(page.key.commit)}`,
  ]
    .filter((fact) => fact !== "")
    .join(" · ");
}

export function Head({ screen, page, isMarked, onMark, onUse, onChanged }: HeadProps) {
  const [form, setForm] = useState<"" | "pin" | "reject">("");
  const { key } = page;
  const isPinned = page.pinned_commit !== null && page.pinned_commit === key.commit;
  // Then the line on the gate says it.
  const isWithheld = page.gated !== "" && page.findings.some((finding) => finding.kind === "card");
  const close = (): void => setForm("");
  const pin = async (seen: string[]): Promise<void> => {
    close();
    if (await screen.ask("pin", { key, seen })) onChanged();
  };
  const reject = async (reason: string): Promise<void> => {
    close();
    if (await screen.ask("reject", { key, reason })) onChanged();
  };
  return (
    <div class="hx-page-head">
      <h2>
        <ModelName repo={key.repo} />
      </h2>
      <p class="hx-muted">{facts(page)}</p>
      <p class="hx-page-badges">
        <LicenseBadge of={page.license_class} />
        <span class="hx-muted">{page.license_id || "no license stated"}</span>
        <FitBadge of={page.fit} />
        <span class="hx-muted">{bytes(page.memory_bytes)} in memory</span>
      </p>
      {page.gated !== "" && (
        <p>
          <span class="hx-badge hx-warn">gated</span> Its owner decides who may fetch it.{" "}
          <a class="hx-link" href={page.access_url} target="_blank" rel="noopener noreferrer">
            Request access on {page.hub_title}
          </a>
          , then sign in under Pins, Hubs.
        </p>
      )}
      <div class="hx-acts">
        <button
          type="button"
          class="hx-btn hx-primary"
          disabled={page.can_run !== ""}
          title={page.can_run || "Run it on a sentence of yours"}
          onClick={() => void screen.ask("try", { key })}
        >
          Try
        </button>
        <button type="button" class="hx-btn" aria-pressed={isMarked} onClick={onMark}>
          {isMarked ? "Marked" : "Mark"}
        </button>
        <button
          type="button"
          class="hx-btn"
          disabled={!page.can_tune}
          title={page.can_tune ? undefined : "Fine-tuning covers text classification for now"}
          onClick={() => void screen.ask("tune", { key })}
        >
          Tune
        </button>
        <button
          type="button"
          class="hx-btn"
          aria-expanded={form === "pin"}
          onClick={() => setForm(form === "pin" ? "" : "pin")}
        >
          {isPinned ? "Pinned" : "Pin"}
        </button>
        <button
          type="button"
          class="hx-btn"
          aria-expanded={form === "reject"}
          onClick={() => setForm(form === "reject" ? "" : "reject")}
        >
          Reject
        </button>
        <span class="hx-space" />
        <button type="button" class="hx-btn" onClick={onUse}>
          Use in code
        </button>
      </div>
      {page.can_run !== "" && !isWithheld && (
        <p class="hx-muted">
          Cannot run here: <Linked text={page.can_run} />
        </p>
      )}
      {form === "pin" && <PinForm page={page} onPin={(seen) => void pin(seen)} onCancel={close} />}
      {form === "reject" && (
        <RejectForm repo={key.repo} onReject={(reason) => void reject(reason)} onCancel={close} />
      )}
    </div>
  );
}
