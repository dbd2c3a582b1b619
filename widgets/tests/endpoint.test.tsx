import { expect, test } from "vitest";

import compare from "../src/compare";
import type { EndpointData, EndpointKeptData } from "../src/shared/messages";
import { button, click, Kernel, settle, show, type } from "./kernel";
import { answer, candidate, HOST, KEY, pane } from "./samples";

const URL = "http://127.0.0.1:8000/v1";
const TOLD: EndpointData = { models: ["a/b", "llama3:8b"], wants_key: false, place: "a file", problem: null };
const DENIED = { message: "HTTP 401", hint: "give its key below" };
const SERVED = candidate({ hub: URL, repo: "a/b", commit: null }, { is_served: true, memory_bytes: null });
const PLAN = {
  ...{ kind: "chat", task: "text-generation", candidates: [candidate(KEY), SERVED], samples: [] },
  ...{ settings: [], begin: 0, upload: { max_bytes: 1e6, endings: [] } },
};

async function opened(endpoint: EndpointData, more: Record<string, unknown> = {}) {
  const model = new Kernel(
    { candidates: [KEY, SERVED.key], height: 640, problem: null, blind: false },
    {
      ...{ plan: PLAN, panes: { run: 0, panes: [], host: HOST }, facts: { ids: [], rows: [] } },
      ...{ tally: { rows: [], rounds: 0 }, endpoint, endpoint_add: endpoint, ...more },
    },
  );
  const shown = await show(compare, model);
  await click(button(shown.root, "Add endpoint"));
  await type(field(shown.root, "Address of the endpoint"), URL);
  return { model, ...shown };
}

function field(root: HTMLElement, label: string): HTMLInputElement {
  const found = root.querySelector<HTMLInputElement>(`[aria-label="${label}"]`);
  if (found === null) throw new Error(`no field ${label}`);
  return found;
}

test("models are listed when asked, one is chosen and added", async () => {
  const { model, root } = await opened(TOLD);
  expect(model.of("endpoint")).toHaveLength(0);
  await click(button(root, "List models"));
  const names = root.querySelector<HTMLSelectElement>("select[aria-label=Model]");
  expect([...(names?.options ?? [])].map((one) => one.value)).toEqual(TOLD.models);
  names!.value = "llama3:8b";
  names!.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  await click(button(root, "Add"));
  expect(model.last("endpoint_add").args).toEqual({ url: URL, model: "llama3:8b" });
  expect(root.querySelector(".hx-endpoint")).toBeNull();
});

test("what is wrong is said in its place, and the form stays", async () => {
  const problem = { message: "'x' is not served there", hint: "it serves a/b" };
  const { root } = await opened(TOLD, { endpoint_add: { ...TOLD, problem } });
  await type(field(root, "Model"), "x");
  await click(button(root, "Add"));
  expect(root.querySelector(".hx-endpoint [role=alert]")?.textContent).toContain("it serves a/b");
});

test("a key goes to the kernel once and stays nowhere here", async () => {
  const denied = { ...TOLD, models: [], wants_key: true, problem: DENIED };
  const { model, root } = await opened(denied, { endpoint_key: TOLD });
  await click(button(root, "List models"));
  const key = field(root, "Key of the endpoint");
  expect(key.type).toBe("password");
  await type(key, "sk-secret");
  await click(button(root, "Keep key"));
  expect(model.last("endpoint_key").args).toEqual({ url: URL, token: "sk-secret" });
  expect(root.querySelector("input[type=password]")).toBeNull();
  expect(root.innerHTML).not.toContain("sk-secret");
  expect(field(root, "Model").value).toBe("a/b");
});

const PAUSE_MS = 200;
const KEPT: EndpointKeptData = { origin: "http://127.0.0.1:8000", hub: "" };
const NOTHING_KEPT: EndpointKeptData = { origin: "", hub: "" };

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  await settle();
}

test("a key that is kept for the address is said and forgotten", async () => {
  const { model, root } = await opened(TOLD, { endpoint_kept: KEPT, endpoint_forget: NOTHING_KEPT });
  await type(field(root, "Address of the endpoint"), `${URL}/`);
  await pause();
  expect(model.of("endpoint_kept").map((sent) => sent.args)).toEqual([{ url: `${URL}/` }]);
  expect(root.querySelector(".hx-endpoint")?.textContent).toContain("A key is kept for this address");
  expect(root.querySelector(".hx-endpoint")?.textContent).toContain(KEPT.origin);
  await click(button(root, "List models"));
  await pause();
  await click(button(root, "Forget key"));
  expect(model.last("endpoint_forget").args).toEqual({ url: `${URL}/` });
  expect(root.querySelector(".hx-endpoint")?.textContent).not.toContain("A key is kept");
  expect(root.textContent).toContain("key forgotten");
  expect(root.querySelector("select[aria-label=Model]")).toBeNull();
  expect(document.activeElement).toBe(field(root, "Address of the endpoint"));
});

test("no key is said for another address than the one that was asked about", async () => {
  const { model, root } = await opened(TOLD, { endpoint_kept: KEPT });
  await pause();
  expect(root.textContent).toContain("A key is kept");
  delete model.answers.endpoint_kept;
  await type(field(root, "Address of the endpoint"), "http://127.0.0.1:9000/v1");
  expect(root.textContent).not.toContain("A key is kept");
  await pause();
  model.reply(model.last("endpoint_kept"), NOTHING_KEPT);
  await settle();
  expect(root.textContent).not.toContain("A key is kept");
  const asked = model.of("endpoint_kept").length;
  await type(field(root, "Address of the endpoint"), " ");
  await pause();
  expect(model.of("endpoint_kept")).toHaveLength(asked);
});

test("a new key is said without another word; one that could not be forgotten is still said", async () => {
  const denied = { ...TOLD, models: [], wants_key: true, problem: DENIED };
  const { model, root } = await opened(denied, { endpoint_key: TOLD, endpoint_kept: NOTHING_KEPT });
  await click(button(root, "List models"));
  await pause();
  model.answers.endpoint_kept = KEPT;
  await type(field(root, "Key of the endpoint"), "sk-secret");
  await click(button(root, "Keep key"));
  await pause();
  await click(button(root, "Forget key"));
  model.refuse(model.last("endpoint_forget"), "the key could not be forgotten");
  await settle();
  expect(root.textContent).toContain("could not be forgotten");
  expect(button(root, "Forget key").disabled).toBe(false);
});

test("a hub's sign-in is not offered to be forgotten here", async () => {
  const { root } = await opened(TOLD, { endpoint_kept: { ...KEPT, hub: "Hugging Face" } });
  await pause();
  expect(root.textContent).toContain("your sign-in to Hugging Face");
  expect([...root.querySelectorAll("button")].map((one) => one.textContent)).not.toContain("Forget key");
});

test("its pane says where it is, and nothing that nobody can know", async () => {
  const { model, root } = await opened(TOLD);
  const own = { ...answer({ kind: "text", text: "Hello" }), weights_sha256: "", peak_bytes: 0, load_s: 0 };
  model.event("panes", { run: 1, host: HOST, panes: [{ ...pane(SERVED.key), answer: own }] });
  await settle();
  const shown = root.querySelectorAll<HTMLElement>(".hx-pane")[1];
  expect(shown?.textContent).toContain(`behind ${URL}`);
  expect(shown?.querySelector(".hx-pane-name")?.textContent).toBe("b");
  expect(shown?.textContent).not.toMatch(/peak|commit|memory/u);
  expect(shown?.querySelector("button.hx-pane-name")).toBeNull();
});
