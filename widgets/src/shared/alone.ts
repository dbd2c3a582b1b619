/** Whether a screen is all that its page shows, as in the app: then the page's keys and address are its own. */

import type { RefObject } from "preact";

import type { Model } from "./anywidget";

export function isAlone(model: Model): boolean {
  return document.body.dataset.voila !== undefined && model.get("height") === 0;
}

/** Keys pressed while nothing has the focus go to the first screen in sight, until the returned function is called. */
export function hearPage(root: RefObject<HTMLElement | null>): () => void {
  const pass = (event: KeyboardEvent): void => {
    const outer = root.current;
    const isOutermost = outer !== null && outer.parentElement?.closest(".hx") === null;
    if (event.target !== document.body || !isOutermost) return;
    const inner = [...outer.querySelectorAll<HTMLElement>(".hx")].find((one) => !one.closest("[hidden]"));
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const passed = { key, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true };
    if (!(inner ?? outer).dispatchEvent(new KeyboardEvent("keydown", passed))) event.preventDefault();
  };
  document.addEventListener("keydown", pass);
  return () => document.removeEventListener("keydown", pass);
}
