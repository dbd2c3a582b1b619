/** Requests to the kernel and what comes back, for one open view of one screen. */

import type { Model } from "./anywidget";
import { type ErrorView, type Events, type Ops, VERSION } from "./messages";

export type Stem = keyof Ops;
export type Op<S extends Stem> = keyof Ops[S] & string;
export type Args<S extends Stem, O extends Op<S>> = Ops[S][O] extends [infer A, unknown] ? A : never;
export type Data<S extends Stem, O extends Op<S>> = Ops[S][O] extends [unknown, infer D] ? D : never;

const ANSWER_WITHIN_MS = 60_000;
/** Reading a file of two hundred megabytes takes longer than all else. */
const PATIENCE: ReadonlyMap<string, number> = new Map([
  ["check", 5],
  ["start", 5],
  ["notebook", 5],
]);

/** The kernel refused or could not do what was asked. */
export class RequestFailed extends Error {
  constructor(
    message: string,
    readonly hint: string,
    readonly canRetry: boolean,
  ) {
    super(message);
  }

  /** The same failure of something that may simply be asked again. */
  retryable(): RequestFailed {
    return new RequestFailed(this.message, this.hint, true);
  }

  view(): ErrorView {
    return { message: this.message, hint: this.hint };
  }
}

/** A newer reply of the same kind is already on screen, or the view was closed. */
export class Superseded extends Error {}

interface Waiting {
  op: string;
  seq: number;
  timer: ReturnType<typeof setTimeout>;
  resolve(data: unknown): void;
  reject(error: Error): void;
}

interface Incoming {
  id?: unknown;
  seq?: unknown;
  ok?: unknown;
  data?: unknown;
  error?: ErrorView;
  event?: unknown;
  v?: unknown;
}

export class Connection<S extends Stem> {
  // Two views of one model hear each other's replies: a random start keeps their ids apart.
  private nextId = Math.floor(Math.random() * 2 ** 40);
  private nextSeq = 1;
  private readonly waiting = new Map<number, Waiting>();
  private readonly newest = new Map<string, number>();
  private readonly listeners = new Map<string, Set<(data: unknown) => void>>();

  constructor(
    private readonly model: Model,
    private readonly answerWithinMs = ANSWER_WITHIN_MS,
  ) {
    model.on("msg:custom", this.receive);
  }

  /** The reply's data; rejects with RequestFailed, or Superseded when nobody needs it any more. */
  request<O extends Op<S>>(op: O, args: Args<S, O>): Promise<Data<S, O>> {
    const id = this.nextId++;
    const seq = this.nextSeq++;
    return new Promise<Data<S, O>>((resolve, reject) => {
      const withinMs = this.answerWithinMs * (PATIENCE.get(op) ?? 1);
      const timer = setTimeout(() => this.giveUp(id, withinMs), withinMs);
      this.waiting.set(id, {
        op,
        seq,
        timer,
        resolve: (data) => resolve(data as Data<S, O>),
        reject,
      });
      this.model.send({ v: VERSION, id, seq, op, args });
    });
  }

  /** Calls `listener` on each event of that name, until the returned function is called. */
  listen<E extends keyof Events[S] & string>(event: E, listener: (data: Events[S][E]) => void): () => void {
    const known = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, known);
    const entry = (data: unknown): void => listener(data as Events[S][E]);
    known.add(entry);
    return () => known.delete(entry);
  }

  close(): void {
    this.model.off("msg:custom", this.receive);
    for (const waiting of this.waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(new Superseded("the view was closed"));
    }
    this.waiting.clear();
    this.listeners.clear();
  }

  private readonly receive = (content: unknown): void => {
    if (typeof content !== "object" || content === null) return;
    const message = content as Incoming;
    if (message.v !== VERSION) return;
    if (typeof message.event === "string") {
      for (const listener of this.listeners.get(message.event) ?? []) listener(message.data);
    } else if (typeof message.id === "number") {
      this.settle(message.id, message);
    }
  };

  private settle(id: number, message: Incoming): void {
    const waiting = this.waiting.get(id);
    if (waiting === undefined) return;
    this.waiting.delete(id);
    clearTimeout(waiting.timer);
    if (waiting.seq < (this.newest.get(waiting.op) ?? 0)) {
      waiting.reject(new Superseded(waiting.op));
    } else if (message.ok === true) {
      this.newest.set(waiting.op, waiting.seq);
      waiting.resolve(message.data);
    } else {
      const error = message.error ?? { message: "The kernel could not do this.", hint: "" };
      waiting.reject(new RequestFailed(error.message, error.hint, false));
    }
  }

  private giveUp(id: number, withinMs: number): void {
    const waiting = this.waiting.get(id);
    if (waiting === undefined) return;
    this.waiting.delete(id);
    const seconds = Math.round(withinMs / 1000);
    waiting.reject(
      new RequestFailed(
        `No answer from the kernel in ${seconds} s.`,
        "Nothing you set here is lost. Check that the kernel is alive, then try again.",
        true,
      ),
    );
  }
}
