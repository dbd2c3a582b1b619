/** Explorer: the shell around the screens, with tabs that follow the work and the tray. */

import { useEffect, useState } from "preact/hooks";

import { namedTab, nameTab } from "./explorer/address";
import { Doors } from "./explorer/doors";
import { Slot } from "./explorer/slot";
import { Tray } from "./explorer/tray";
import { isAlone } from "./shared/alone";
import { duration, exact } from "./shared/format";
import type { ModelKey } from "./shared/messages";
import { type Tab, Tabs, useUnique } from "./shared/parts";
import { asWidget, type Screen, useTrait } from "./shared/screen";

const TITLES: Record<string, string> = {
  find: "Find",
  compare: "Compare",
  measure: "Measure",
  tune: "Tune",
  pins: "Pins",
  browser: "Find",
  card: "The card",
};

/** The shell, once the kernel knows which page it is for: no screen asks for anything before. */
function Arriving({ screen }: { screen: Screen<"explorer"> }) {
  const { model, ask } = screen;
  const [isHere, setHere] = useState(!isAlone(model));
  useEffect(() => {
    if (!isHere) void ask("arrive", { tab: namedTab() }).then(() => setHere(true));
  }, [ask, isHere]);
  return isHere ? <Explorer screen={screen} /> : null;
}

function Explorer({ screen }: { screen: Screen<"explorer"> }) {
  const { model, ask } = screen;
  const names = useTrait<string[]>(model, "tabs");
  const marked = useTrait<ModelKey[]>(model, "marked");
  const opened = useTrait<ModelKey | null>(model, "opened");
  const isFirstVisit = useTrait<boolean>(model, "is_first_visit");
  const { tab, choose } = useTab(screen);
  const visited = useVisited(tab);
  const [isCardShown, showCard] = useState(true);
  const idPrefix = useUnique("explorer");
  useEffect(() => {
    if (opened !== null) showCard(true);
  }, [opened]);
  const closeDoors = (): void => {
    model.set("is_first_visit", false);
    model.save_changes();
  };
  const tabs: Tab[] = names.map((name) => ({
    name,
    label: TITLES[name] ?? name,
    ...(name === "compare" ? { count: marked.length } : {}),
  }));
  const hasCard = opened !== null;
  return (
    <>
      <div class="hx-top">
        <span class="hx-brand">HubExplorer</span>
        <Tabs tabs={tabs} active={tab} label="Parts of HubExplorer" idPrefix={idPrefix} onSelect={choose} />
        <span class="hx-space" />
        <Pills screen={screen} />
      </div>
      {isFirstVisit && tab === "find" && (
        <Doors onDoor={(door) => void ask("door", { door })} onClose={closeDoors} />
      )}
      <div
        class="hx-tab-body"
        role="tabpanel"
        id={`${idPrefix}-panel`}
        aria-labelledby={`${idPrefix}-tab-${tab}`}
      >
        {names
          .filter((name) => visited.has(name))
          .map((name) => (
            <div
              key={name}
              class={`hx-part hx-part-${name}`}
              hidden={name !== tab}
              data-card={isCardShown && hasCard ? "open" : undefined}
            >
              <Part screen={screen} name={name} />
            </div>
          ))}
      </div>
      <Tray
        marked={marked}
        onRemove={(key) => void ask("mark", { key, on: false })}
        onCompare={() => choose("compare")}
        onMeasure={names.includes("measure") ? () => choose("measure") : null}
        isCardShown={tab === "find" && hasCard ? isCardShown : null}
        onCard={() => showCard(!isCardShown)}
      />
    </>
  );
}

function Part({ screen, name }: { screen: Screen<"explorer">; name: string }) {
  const screens = useTrait<Record<string, string>>(screen.model, "screens");
  const stems = name === "find" ? ["browser", "card"] : [name];
  return (
    <>
      {stems.map((stem) => {
        const reference = screens[stem];
        return reference === undefined ? null : (
          <Slot
            key={stem}
            host={screen.host}
            reference={reference}
            title={TITLES[stem] ?? stem}
            class={`hx-mount-${stem}`}
          />
        );
      })}
    </>
  );
}

function Pills({ screen }: { screen: Screen<"explorer"> }) {
  const size = useTrait<number>(screen.model, "size");
  const hubs = useTrait<string>(screen.model, "hubs");
  const age_s = useTrait<number>(screen.model, "age_s");
  const machine = useTrait<string>(screen.model, "machine");
  return (
    <div class="hx-pills">
      {hubs !== "" && <span class="hx-pill">{hubs}</span>}
      <span class="hx-pill">
        <b>{exact(size)}</b> models{age_s >= 0 && ` · ${age_s < 60 ? "now" : `${duration(age_s)} ago`}`}
      </span>
      {machine !== "" && (
        <span class="hx-pill">
          This machine: <b>{machine}</b>
        </span>
      )}
    </div>
  );
}

/** The shown tab: the click shows at once, the kernel's word counts. */
function useTab(screen: Screen<"explorer">) {
  const { model, ask } = screen;
  const told = useTrait<string>(model, "tab");
  const [tab, setTab] = useState(told);
  useEffect(() => setTab(told), [told]);
  useEffect(() => {
    if (isAlone(model)) nameTab(tab);
  }, [model, tab]);
  const choose = async (next: string): Promise<void> => {
    setTab(next);
    if ((await ask("tab", { tab: next })) === undefined) setTab(model.get("tab") as string);
  };
  return { tab, choose: (next: string) => void choose(next) };
}

/** Every tab shown so far: it stays mounted, so that coming back is free. */
function useVisited(tab: string): ReadonlySet<string> {
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set([tab]));
  useEffect(() => setVisited((before) => (before.has(tab) ? before : new Set([...before, tab]))), [tab]);
  return visited;
}

export default asWidget("explorer", "HubExplorer", Arriving);
