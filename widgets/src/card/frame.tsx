/** The card itself, in a frame that can run nothing. */

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** What the frame may do. Scripts are not in it, and must never be. */
export const SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/** Shows `html` in `frame`; refuses a frame whose sandbox would let a card run scripts. */
export function fill(frame: HTMLIFrameElement, html: string): void {
  const allowed = (frame.getAttribute("sandbox") ?? "allow-scripts").split(/\s+/);
  if (allowed.includes("allow-scripts")) {
    throw new Error("A card is never shown in a frame that may run scripts.");
  }
  frame.setAttribute("srcdoc", html);
}

/** The card page's color variables, and which of ours they take after. */
const COLORS: ReadonlyArray<[theirs: string, ours: string]> = [
  ["--hx-paper", "--hx-bg"],
  ["--hx-ink", "--hx-fg"],
  ["--hx-ink-soft", "--hx-fg2"],
  ["--hx-tint", "--hx-bg2"],
  ["--hx-line", "--hx-line"],
  ["--hx-link", "--hx-acc-fg"],
];

/** Gives the page inside `frame` the theme and the colors of the screen around it. */
function mirrorTheme(frame: HTMLIFrameElement, isDark: boolean): void {
  const root = frame.contentDocument?.documentElement;
  if (!root) return;
  root.setAttribute("data-theme", isDark ? "dark" : "light");
  const around = getComputedStyle(frame);
  for (const [theirs, ours] of COLORS) root.style.setProperty(theirs, around.getPropertyValue(ours));
}

interface CardFrameProps {
  html: string;
  title: string;
  isDark: boolean;
  /** Where to scroll to, and a number that grows each time it is asked for. */
  jump: { id: string; times: number };
  find: { text: string; times: number; back: boolean };
  onFound: (found: Found | null) => void;
}

export function CardFrame({ html, title, isDark, jump, find, onFound }: CardFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const paint = (): void => {
    if (frame.current !== null) mirrorTheme(frame.current, isDark);
  };
  useLayoutEffect(() => {
    if (frame.current !== null) fill(frame.current, html);
  }, [html]);
  useEffect(paint, [isDark]);
  useEffect(() => {
    const target = jump.id === "" ? null : frame.current?.contentDocument?.getElementById(jump.id);
    target?.scrollIntoView({ block: "start" });
  }, [jump]);
  useEffect(() => {
    if (frame.current === null) return;
    onFound(find.text === "" ? null : findInside(frame.current, find.text, find.back));
  }, [find]);
  return <iframe ref={frame} class="hx-frame" sandbox={SANDBOX} title={title} onLoad={paint} />;
}

/** Which of how many places is selected; 0 of 0 where the text does not occur. */
export interface Found {
  at: number;
  of: number;
}

/** Selects and shows the next place of `text` after the present selection (or before it), round and round. */
export function findInside(frame: HTMLIFrameElement, text: string, back = false): Found {
  const page = frame.contentDocument;
  const selection = page?.getSelection();
  if (!page?.body || !selection) return { at: 0, of: 0 };
  const wanted = text.toLowerCase();
  const places: Range[] = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const words = (node.textContent ?? "").toLowerCase();
    for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + wanted.length)) {
      const place = page.createRange();
      place.setStart(node, at);
      place.setEnd(node, at + wanted.length);
      places.push(place);
    }
  }
  const present = selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  const compared = (place: Range): number =>
    present === null ? 0 : place.compareBoundaryPoints(Range.START_TO_START, present);
  const next = back
    ? (places.filter((place) => compared(place) < 0).at(-1) ?? places.at(-1))
    : (places.find((place) => present === null || compared(place) > 0) ?? places[0]);
  if (next === undefined) return { at: 0, of: 0 };
  selection.removeAllRanges();
  selection.addRange(next);
  next.startContainer.parentElement?.scrollIntoView({ block: "center" });
  return { at: places.indexOf(next) + 1, of: places.length };
}
