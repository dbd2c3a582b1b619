import { expect, test } from "vitest";

import pins from "../src/pins";
import { button, click, Kernel, settle, show } from "./kernel";
import { KEY, OTHER, pin } from "./samples";

const PATH = "/home/ana/hubexplorer.lock";

function kernel(list = [pin(KEY), pin(OTHER)]): Kernel {
  return new Kernel(
    { generation: 0, height: 640, problem: null },
    { list: { path: PATH, pins: list }, remove: { path: PATH, pins: [pin(OTHER)] }, open: {} },
  );
}

test("nothing pinned says how to pin", async () => {
  const { root } = await show(pins, kernel([]));
  expect(root.textContent).toContain("Nothing is pinned.");
});

test("each pin: commit, license, files, and where the lock file is", async () => {
  const { root } = await show(pins, kernel());
  expect(root.textContent).toContain(PATH);
  expect(root.querySelector(".hx-pin")?.textContent).toContain("3f9c2ab");
  expect(root.querySelector(".hx-pin")?.textContent).toContain("not checked");
});

test("removing asks first", async () => {
  const model = kernel();
  const { root } = await show(pins, model);
  await click(button(root, "Remove"));
  expect(model.of("remove")).toHaveLength(0);
  await click(button(root, "Keep it"));
  await click(button(root, "Remove"));
  await click(button(root, "Remove the pin"));
  expect(model.last("remove").args).toEqual({ key: KEY });
  expect(root.querySelectorAll(".hx-pin")).toHaveLength(1);
});

test("verifying names every difference in place", async () => {
  const model = kernel();
  const { root } = await show(pins, model);
  await click(button(root, "Verify all"));
  expect(button(root, "Verifying…").disabled).toBe(true);
  const differences = ["LICENSE: sha256 differs"];
  model.reply(model.last("verify"), {
    path: PATH,
    pins: [pin(KEY, { status: "ok" }), pin(OTHER, { status: "differs", differences })],
  });
  await settle();
  expect(root.querySelector(".hx-differences")?.textContent).toBe(differences[0]);
  expect(root.querySelector("[role=status]")?.textContent).toBe("1 pin not verified");
});

test("a new pin is listed", async () => {
  const model = kernel();
  await show(pins, model);
  model.set("generation", 1);
  await settle();
  expect(model.of("list")).toHaveLength(2);
});

test("the code that loads a pin", async () => {
  const { root } = await show(pins, kernel());
  await click(button(root, "Use"));
  expect(root.querySelector("pre")?.textContent).toBe("pipeline()");
});
