/** A kernel's side of a screen, for tests: traits, recorded requests, answers when told. */

import type { Host, Model, Widget } from "../src/shared/anywidget";

export interface Sent {
  v: number;
  id: number;
  seq: number;
  op: string;
  args: Record<string, unknown>;
}

type Handler = (...args: unknown[]) => void;

export class Kernel implements Model {
  readonly sent: Sent[] = [];
  saves = 0;
  private readonly handlers = new Map<string, Set<Handler>>();

  /** `answers` maps an op to its reply's data; an op that is not in it stays unanswered. */
  constructor(
    readonly traits: Record<string, unknown>,
    readonly answers: Record<string, unknown> = {},
  ) {}

  get(name: string): unknown {
    return this.traits[name];
  }

  set(name: string, value: unknown): void {
    this.traits[name] = value;
    this.fire(`change:${name}`);
  }

  save_changes(): void {
    this.saves += 1;
  }

  send(content: unknown): void {
    const message = content as Sent;
    this.sent.push(message);
    if (message.op in this.answers) {
      queueMicrotask(() => this.reply(message, this.answers[message.op]));
    }
  }

  on(name: string, callback: (...args: never[]) => void): void {
    const known = this.handlers.get(name) ?? new Set();
    this.handlers.set(name, known.add(callback as Handler));
  }

  off(name: string, callback: (...args: never[]) => void): void {
    this.handlers.get(name)?.delete(callback as Handler);
  }

  reply(to: Sent, data: unknown): void {
    this.fire("msg:custom", { v: 1, id: to.id, seq: to.seq, ok: true, data });
  }

  refuse(to: Sent, message: string, hint = ""): void {
    this.fire("msg:custom", { v: 1, id: to.id, seq: to.seq, ok: false, error: { message, hint } });
  }

  event(event: string, data: unknown): void {
    this.fire("msg:custom", { v: 1, event, data });
  }

  of(op: string): Sent[] {
    return this.sent.filter((message) => message.op === op);
  }

  last(op: string): Sent {
    const found = this.of(op).at(-1);
    if (found === undefined) throw new Error(`no ${op} was sent`);
    return found;
  }

  get listeners(): number {
    return [...this.handlers.values()].reduce((sum, known) => sum + known.size, 0);
  }

  private fire(name: string, ...args: unknown[]): void {
    for (const handler of [...(this.handlers.get(name) ?? [])]) handler(...args);
  }
}

export const NO_HOST: Host = {
  getWidget: () => Promise.reject(new Error("no such widget here")),
};

export interface Shown {
  el: HTMLElement;
  root: HTMLElement;
  close(): void;
}

/** The widget's view in the page. */
export async function show(widget: Widget, model: Model, host: Host = NO_HOST): Promise<Shown> {
  const el = document.createElement("div");
  document.body.replaceChildren(el);
  const close = widget.render({ model, el, host, signal: new AbortController().signal });
  await settle();
  const root = el.querySelector<HTMLElement>(".hx");
  if (root === null) throw new Error("the view has no root");
  return { el, root, close };
}

/** Lets replies, renders and effects run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setTimeout(resolve, 12));
}

export function button(root: ParentNode, name: string): HTMLButtonElement {
  const found = [...root.querySelectorAll("button")].find(
    (one) => (one.getAttribute("aria-label") ?? one.textContent?.trim()) === name,
  );
  if (found === undefined) throw new Error(`no button ${name}`);
  return found;
}

export async function click(target: HTMLElement, options: MouseEventInit = {}): Promise<void> {
  target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ...options }));
  await settle();
}

export async function key(
  target: HTMLElement,
  name: string,
  options: KeyboardEventInit = {},
): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...options });
  target.dispatchEvent(event);
  await settle();
  return event;
}

export async function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): Promise<void> {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}
