import { expect, test, vi } from "vitest";

import { NO_FILTERS } from "../src/browser/filters";
import { Connection, RequestFailed, Superseded } from "../src/shared/connection";
import { KEY } from "./samples";
import { Kernel } from "./kernel";

test("a request carries version, id, seq, op and args, and resolves with the data", async () => {
  const kernel = new Kernel({});
  const connection = new Connection<"browser">(kernel);
  const reply = connection.request("code", {
    filters: NO_FILTERS,
  });
  expect(Object.keys(kernel.last("code")).sort()).toEqual(["args", "id", "op", "seq", "v"]);
  kernel.reply(kernel.last("code"), { code: "ws.search()" });
  expect(await reply).toEqual({ code: "ws.search()" });
});

test("a reply that is older than the newest shown is dropped", async () => {
  const kernel = new Kernel({});
  const connection = new Connection<"card">(kernel);
  const older = connection.request("load", { key: KEY });
  const newer = connection.request("load", { key: KEY });
  const [first, second] = kernel.of("load");
  if (!first || !second) throw new Error("two requests were expected");
  kernel.reply(second, { n: 2 });
  kernel.reply(first, { n: 1 });
  expect(await newer).toEqual({ n: 2 });
  await expect(older).rejects.toBeInstanceOf(Superseded);
});

test("replies of another op do not age each other", async () => {
  const kernel = new Kernel({});
  const connection = new Connection<"card">(kernel);
  const load = connection.request("load", { key: KEY });
  const mark = connection.request("mark", { key: KEY, on: true });
  kernel.reply(kernel.last("mark"), {});
  kernel.reply(kernel.last("load"), { n: 1 });
  await mark;
  expect(await load).toEqual({ n: 1 });
});

test("a refusal rejects with its message and hint", async () => {
  const kernel = new Kernel({});
  const reply = new Connection<"card">(kernel).request("load", { key: KEY });
  kernel.refuse(kernel.last("load"), "The hub does not answer.", "Try again later.");
  const error = await reply.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(RequestFailed);
  expect((error as RequestFailed).view()).toEqual({
    message: "The hub does not answer.",
    hint: "Try again later.",
  });
  expect((error as RequestFailed).canRetry).toBe(false);
});

test("no answer in time rejects, and can be retried", async () => {
  vi.useFakeTimers();
  const reply = new Connection<"pins">(new Kernel({})).request("list", {});
  const caught = reply.catch((error: unknown) => error);
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  const error = (await caught) as RequestFailed;
  expect(error.message).toBe("No answer from the kernel in 60 s.");
  expect(error.canRetry).toBe(true);
});

test("events reach their listeners until they stop", () => {
  const kernel = new Kernel({});
  const connection = new Connection<"compare">(kernel);
  const seen: number[] = [];
  const stop = connection.listen("panes", (event) => seen.push(event.run));
  kernel.event("panes", { run: 1 });
  stop();
  kernel.event("panes", { run: 2 });
  expect(seen).toEqual([1]);
});

test("two views of one model do not take each other's replies", async () => {
  const kernel = new Kernel({});
  const one = new Connection<"pins">(kernel).request("list", {});
  const two = new Connection<"pins">(kernel).request("list", {});
  const [first, second] = kernel.of("list");
  if (!first || !second) throw new Error("two requests were expected");
  kernel.reply(second, { path: "two" });
  kernel.reply(first, { path: "one" });
  expect([await one, await two]).toEqual([{ path: "one" }, { path: "two" }]);
});

test("closing lets go of the model and rejects what waits", async () => {
  const kernel = new Kernel({});
  const connection = new Connection<"pins">(kernel);
  const reply = connection.request("list", {});
  connection.close();
  await expect(reply).rejects.toBeInstanceOf(Superseded);
  expect(kernel.listeners).toBe(0);
});

test("messages of another version or shape are ignored", () => {
  const kernel = new Kernel({});
  const connection = new Connection<"compare">(kernel);
  connection.listen("panes", () => {
    throw new Error("not for us");
  });
  for (const strange of [null, 7, "x", { v: 2, event: "panes" }, { v: 1 }, { v: 1, id: "1" }]) {
    (kernel as unknown as { fire(name: string, message: unknown): void }).fire("msg:custom", strange);
  }
});
