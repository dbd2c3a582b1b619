import { expect, test } from "vitest";

import card from "../src/card";
import { fill, SANDBOX } from "../src/card/frame";
import type { FindingView } from "../src/shared/messages";
import { button, click, Kernel, key, settle, show, type } from "./kernel";
import { finding, KEY, OTHER, PAGE } from "./samples";

const HTML = "<!doctype html><html><body><h1 id='hx-1'>Intents</h1></body></html>";
const CARD = {
  srcdoc: HTML,
  toc: [
    { id: "hx-1", level: 1, text: "Intents" },
    { id: "hx-2", level: 2, text: "Limits" },
  ],
  plain: "",
  images_withheld: 3,
};

function kernel(more: Record<string, unknown> = {}, answers: Record<string, unknown> = {}): Kernel {
  return new Kernel(
    { model: KEY, marked: [], height: 640, problem: null, ...more },
    { load: PAGE, card: CARD, see: {}, pin: {}, mark: {}, reject: {}, try: {}, tune: {}, ...answers },
  );
}

function tab(root: HTMLElement, name: string): HTMLElement {
  const found = [...root.querySelectorAll<HTMLElement>("[role=tab]")].find((one) =>
    one.textContent?.startsWith(name),
  );
  if (found === undefined) throw new Error(`no tab ${name}`);
  return found;
}

test("without a model it says how to open one", async () => {
  const { root } = await show(card, kernel({ model: null }));
  expect(root.textContent).toContain("Open a model from the list.");
});

test("the frame never allows scripts", () => {
  expect(SANDBOX).not.toContain("allow-scripts");
  for (const sandbox of [null, "allow-scripts", "allow-same-origin allow-scripts"]) {
    const frame = document.createElement("iframe");
    if (sandbox !== null) frame.setAttribute("sandbox", sandbox);
    expect(() => fill(frame, HTML)).toThrow("never");
    expect(frame.getAttribute("srcdoc")).toBeNull();
  }
});

test("the card is mounted as srcdoc in the sandbox", async () => {
  const { root } = await show(card, kernel());
  const frame = root.querySelector("iframe") as HTMLIFrameElement;
  expect(frame.getAttribute("sandbox")).toBe(SANDBOX);
  expect(frame.getAttribute("srcdoc")).toBe(HTML);
  expect(frame.title).toBe(`Card of ${KEY.repo}`);
});

test("remote images come only after consent", async () => {
  const model = kernel();
  const { root } = await show(card, model);
  expect(model.of("card").map((one) => one.args["images"])).toEqual([false]);
  await click(button(root, "Show 3 remote images"));
  expect(model.of("card").map((one) => one.args["images"])).toEqual([false, true]);
});

test("finding inside counts the places, goes round, and back with Shift", async () => {
  const { root } = await show(card, kernel());
  const frame = root.querySelector("iframe") as HTMLIFrameElement;
  const page = frame.contentDocument as Document;
  page.body.innerHTML = "<p>Bias here, bias there</p><p>no more biases</p>";
  const realm = frame.contentWindow as Window & typeof globalThis;
  realm.Element.prototype.scrollIntoView = () => undefined;
  const field = root.querySelector<HTMLInputElement>(".hx-card-find") as HTMLInputElement;
  const status = root.querySelector("[role=status].hx-card-found") as HTMLElement;
  await type(field, "bias");
  const shown: string[] = [];
  for (const options of [{}, {}, {}, {}, { shiftKey: true }]) {
    await key(field, "Enter", options);
    shown.push(status.textContent ?? "");
  }
  expect(shown).toEqual(["1 of 3", "2 of 3", "3 of 3", "1 of 3", "3 of 3"]);
  await type(field, "poetry");
  await key(field, "Enter");
  expect(status.textContent).toBe("not in the card");
});

test("a plain card says so", async () => {
  const { root } = await show(card, kernel({}, { card: { ...CARD, plain: "it is larger than 512 kB." } }));
  expect(root.querySelector("[role=note]")?.textContent).toContain("it is larger than 512 kB.");
});

test("facts, and findings with the gravest first and the quoted line", async () => {
  const { root } = await show(card, kernel());
  expect(root.querySelector(".hx-page-head")?.textContent).toContain("172 K parameters · 0.7 MB · en de");
  const found = [...root.querySelectorAll(".hx-findings li")];
  expect(found.map((one) => one.querySelector("b")?.textContent)).toEqual([
    "bias: not stated.",
    "limitations: not stated.",
    "license: not stated.",
  ]);
  expect(found[1]?.querySelector("q")?.textContent).toBe("Only ten intents");
  expect(found[1]?.textContent).toContain("line 41");
  expect(tab(root, "Review").textContent).toBe("Review2");
});

test("pinning needs every open finding seen, and sends which", async () => {
  const model = kernel();
  const { root } = await show(card, model);
  await click(button(root, "Pin"));
  const form = root.querySelector("form") as HTMLFormElement;
  const submit = form.querySelector<HTMLButtonElement>("[type=submit]") as HTMLButtonElement;
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
  expect(boxes).toHaveLength(2);
  expect(submit.disabled).toBe(true);
  for (const box of boxes) await click(box);
  expect(submit.disabled).toBe(false);
  await click(submit);
  expect(model.last("pin").args).toEqual({ key: KEY, seen: ["bias", "limitations"] });
  expect(model.of("load")).toHaveLength(2);
});

test("results name their source, and what of them cannot be read", async () => {
  const [first] = PAGE.findings;
  const unread = {
    ...(first as FindingView),
    kind: "results",
    detail: "model-index: a score without a data set.",
  };
  const { root } = await show(card, kernel({}, { load: { ...PAGE, findings: [unread] } }));
  await click(tab(root, "Results"));
  expect(root.querySelector(".hx-unread")?.textContent).toContain("a score without a data set");
  expect(root.querySelector(".hx-table tbody")?.textContent).toContain("model-index");
});

test("two findings of one kind are seen with one tick", async () => {
  const [first] = PAGE.findings;
  const twice = ["License: one.", "License: two."].map((title) => ({
    ...(first as FindingView),
    gravity: "grave" as const,
    title,
  }));
  const model = kernel({}, { load: { ...PAGE, findings: twice } });
  const { root } = await show(card, model);
  await click(button(root, "Pin"));
  const form = root.querySelector("form") as HTMLFormElement;
  await click(form.querySelector("input[type=checkbox]") as HTMLInputElement);
  const submit = form.querySelector("[type=submit]") as HTMLButtonElement;
  expect(submit.disabled).toBe(false);
  await click(submit);
  expect(model.last("pin").args["seen"]).toEqual(["license"]);
});

test("rejecting needs a reason", async () => {
  const model = kernel();
  const { root } = await show(card, model);
  await click(button(root, "Reject"));
  const form = root.querySelector("form") as HTMLFormElement;
  await type(form.querySelector("input") as HTMLInputElement, "non-commercial");
  await click(form.querySelector("[type=submit]") as HTMLButtonElement);
  expect(model.last("reject").args).toEqual({ key: KEY, reason: "non-commercial" });
});

test("the review says which parts of a card are there", async () => {
  const { root } = await show(card, kernel());
  await click(tab(root, "Review"));
  const box = root.querySelector(".hx-complete") as HTMLElement;
  expect(box.textContent).toContain("1 of 3 parts stated 50 %");
  expect([...box.querySelectorAll("li")].map((one) => one.textContent)).toEqual([
    "● License: stated",
    "◐ Limitations: partly",
    "○ Bias: missing",
  ]);
});

test("the license stands side by side by the places that speak of it", async () => {
  const { root } = await show(card, kernel());
  await click(tab(root, "Review"));
  const rows = [...root.querySelectorAll(".hx-license tbody tr")].map((row) => row.textContent);
  expect(rows).toEqual(["Hub's tag apache-2.0 Permissivecommercial", "File LICENSEnot recognizedunknown"]);
  expect(root.querySelector(".hx-license")?.textContent).toContain("What apache-2.0 asks of you");
});

test("an open finding can be marked as seen in the review", async () => {
  const model = kernel();
  const { root } = await show(card, model);
  await click(tab(root, "Review"));
  await click(root.querySelector(".hx-review input") as HTMLInputElement);
  expect(model.last("see").args).toEqual({ key: KEY, seen: ["bias"] });
});

test("arrows move between tabs; commits open at theirs", async () => {
  const model = kernel();
  const { root } = await show(card, model);
  await key(tab(root, "Card"), "ArrowRight");
  expect(tab(root, "Review").getAttribute("aria-selected")).toBe("true");
  await click(tab(root, "Commits"));
  await click(button(root, "Open this commit, a71e004"));
  expect(model.last("load").args["key"]).toMatchObject({ commit: PAGE.commits[1]?.commit });
});

test("results and code", async () => {
  const { root } = await show(card, kernel());
  await click(tab(root, "Results"));
  expect(root.querySelector("tbody")?.textContent).toContain("0.974");
  await click(tab(root, "Use"));
  expect(root.querySelector("pre")?.textContent).toContain("revision=");
});

test("a page that arrives after another model was opened is not shown", async () => {
  const model = kernel();
  delete model.answers["load"];
  const { root } = await show(card, model);
  const first = model.last("load");
  model.set("model", OTHER);
  await settle();
  model.reply(first, PAGE);
  await settle();
  expect(root.textContent).not.toContain("172 K");
  model.reply(model.last("load"), { ...PAGE, key: OTHER });
  await settle();
  expect(root.querySelector("h2")?.textContent).toBe(OTHER.repo);
});

test("what cannot run says why", async () => {
  const { root } = await show(card, kernel({}, { load: { ...PAGE, can_run: "it has no safetensors" } }));
  expect(button(root, "Try").disabled).toBe(true);
  expect(root.textContent).toContain("Cannot run here: it has no safetensors");
});

test("a page that cannot be loaded can be asked for again", async () => {
  const model = kernel();
  delete model.answers["load"];
  const { root } = await show(card, model);
  model.refuse(model.last("load"), "The hub does not answer.");
  await settle();
  model.answers["load"] = PAGE;
  await click(button(root, "Try again"));
  expect(root.querySelector("h2")?.textContent).toBe(KEY.repo);
});

test("a gated model links to where access is asked for", async () => {
  const withheld = finding("card", "warning", { title: "Card: shown only to those who were given access." });
  const gated = { ...PAGE, gated: "manual", findings: [withheld] };
  const { root } = await show(card, kernel({}, { load: gated }));
  expect(root.querySelector("iframe")).toBeNull();
  expect(root.querySelector(".hx-panel")?.textContent).toContain("shown only to those");
  const link = [...root.querySelectorAll("a")].find((one) => one.textContent?.startsWith("Request access"));
  expect(link?.getAttribute("href")).toBe(PAGE.access_url);
  expect(link?.getAttribute("rel")).toContain("noopener");
});

test("an address in a hint is a link, and nothing else is", async () => {
  const model = kernel();
  delete model.answers["load"];
  const { root } = await show(card, model);
  const hint = "ask for access at https://hub.example.org/acme/gated, then javascript:alert(1)";
  model.refuse(model.last("load"), "The hub gives this model only to some.", hint);
  await settle();
  const links = [...root.querySelectorAll(".hx-strip a")].map((one) => one.getAttribute("href"));
  expect(links).toEqual(["https://hub.example.org/acme/gated"]);
});
