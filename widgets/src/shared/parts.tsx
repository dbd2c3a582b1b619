/** Small pieces that several screens show the same way. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { split } from "./format";
import type { FindingView } from "./messages";

const LICENSE_TONE: Record<string, string> = {
  commercial: "ok",
  conditional: "warn",
  noncommercial: "bad",
};
const FIT_TONE: Record<string, string> = { fits: "ok", tight: "warn", offload: "warn", no: "bad" };

export function LicenseBadge({ of, id }: { of: string; id?: string }) {
  return (
    <span class={`hx-badge hx-${LICENSE_TONE[of] ?? "plain"}`} title={id ? `License: ${id}` : undefined}>
      {of}
    </span>
  );
}

export function FitBadge({ of, title }: { of: string; title?: string }) {
  return (
    <span class={`hx-badge hx-${FIT_TONE[of] ?? "plain"}`} title={title}>
      {of}
    </span>
  );
}

/** A repository's id with its owner muted. */
export function ModelName({ repo }: { repo: string }) {
  const [owner, name] = split(repo);
  return (
    <>
      <span class="hx-owner">{owner}</span>
      {name}
    </>
  );
}

const GRAVITY_WORD = { grave: "Grave", warning: "Warning", note: "Note", good: "Good" } as const;

/** A dot that also says its gravity in words. */
export function Dot({ of }: { of: FindingView["gravity"] }) {
  return <span class={`hx-dot hx-dot-${of}`} role="img" aria-label={GRAVITY_WORD[of]} />;
}

/** A title and a sentence where there is nothing to show yet. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="hx-empty">
      <p class="hx-empty-title">{title}</p>
      {children}
    </div>
  );
}

/** In the place of what could not be loaded; the strip says why. */
export function Failed({ what, onRetry }: { what: string; onRetry: () => void }) {
  return (
    <Empty title={`${what} could not be loaded.`}>
      <button type="button" class="hx-btn" onClick={onRetry}>
        Try again
      </button>
    </Empty>
  );
}

/** Gray bars in the place of what is on its way. */
export function Skeleton({ rows, height = 20 }: { rows: number; height?: number }) {
  return (
    <div class="hx-skeletons" role="img" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} class="hx-skeleton" style={{ height, width: `${92 - ((row * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** A button that copies `text` and says so for a moment. */
export function Copy({ text, label = "Copy" }: { text: string; label?: string }) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return undefined;
    const timer = setTimeout(() => setDone(false), 1600);
    return () => clearTimeout(timer);
  }, [isDone]);
  const copy = async (): Promise<void> => setDone(await copyText(text));
  return (
    <button type="button" class="hx-btn" onClick={() => void copy()}>
      {isDone ? "Copied" : label}
    </button>
  );
}

/** Puts `text` on the clipboard; whether the browser let us. */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }
  return copyBySelection(text);
}

/** For pages served without https, where there is no clipboard object. */
function copyBySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  return isDone;
}

export function Code({ text, label }: { text: string; label: string }) {
  return (
    <div class="hx-code">
      <pre tabIndex={0} aria-label={label}>
        {text}
      </pre>
      <Copy text={text} />
    </div>
  );
}

export interface Tab {
  name: string;
  label: string;
  count?: number;
}

interface TabsProps {
  tabs: readonly Tab[];
  active: string;
  label: string;
  idPrefix: string;
  class?: string;
  onSelect: (name: string) => void;
}

/** A row of tabs; arrows move between them. */
export function Tabs({ tabs, active, label, idPrefix, class: extra = "", onSelect }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const at = tabs.findIndex((tab) => tab.name === active);
    const next = (at + step + tabs.length) % tabs.length;
    onSelect(tabs[next]?.name ?? active);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div ref={list} class={`hx-tabs ${extra}`} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.name}
          type="button"
          role="tab"
          id={`${idPrefix}-tab-${tab.name}`}
          class="hx-tab"
          aria-selected={tab.name === active}
          aria-controls={tab.name === active ? `${idPrefix}-panel` : undefined}
          tabIndex={tab.name === active ? 0 : -1}
          onClick={() => onSelect(tab.name)}
        >
          {tab.label}
          {tab.count !== undefined && tab.count > 0 && <span class="hx-count">{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}

/** An id that no other element of the page has, whichever bundle made it. */
export function useUnique(prefix: string): string {
  const [id] = useState(() => `hx-${prefix}-${Math.random().toString(36).slice(2, 10)}`);
  return id;
}
