/** Keys of a screen: they act only with focus inside it, and single letters can be switched off. */

export interface Binding {
  keys: readonly string[];
  label: string;
  run(): void;
  /** Also acts while the user types in a field. */
  whileTyping?: boolean;
}

const STORED_AS = "hubexplorer.letterKeys";

/** Whether single-letter keys are on. */
export function areLettersOn(): boolean {
  return (document.documentElement.dataset.hxLetterKeys ?? stored()) !== "off";
}

/** Switches single-letter keys for every screen of the page, and for later pages where that is kept. */
export function setLetters(on: boolean): void {
  const word = on ? "on" : "off";
  document.documentElement.dataset.hxLetterKeys = word;
  try {
    window.localStorage.setItem(STORED_AS, word);
  } catch (error) {
    // This browser keeps nothing for the site: the switch lasts as long as the page.
    if (!(error instanceof DOMException)) throw error;
  }
}

function stored(): string | null {
  try {
    return window.localStorage.getItem(STORED_AS);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return null;
  }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return target.matches("textarea, select, [contenteditable=true]");
}

/** Buttons, links and boxes have their own Enter and space. */
function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("button, a, input, summary, [role=tab]");
}

/** Runs the binding that this key press means here; whether there was one. */
export function press(event: KeyboardEvent, bindings: readonly Binding[]): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  const typing = isTyping(event.target);
  if (event.key === "Enter" && isPressable(event.target) && !typing) return false;
  const binding = bindings.find(
    (one) => one.keys.includes(event.key) && (!typing || one.whileTyping === true),
  );
  if (binding === undefined) return false;
  if (/^[a-z]$/i.test(event.key) && !areLettersOn()) return false;
  event.preventDefault();
  binding.run();
  return true;
}
