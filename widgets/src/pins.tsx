/** Pins: the lock file, what lies on this disk, and the hubs that were signed in to. */

import { useCallback, useEffect, useState } from "preact/hooks";

import type { Do } from "./pins/acting";
import { Disk } from "./pins/disk";
import { Hubs } from "./pins/hubs";
import { PinTable } from "./pins/table";
import { plural } from "./shared/format";
import type { PinsData } from "./shared/messages";
import { Failed, Skeleton, Tabs, useUnique } from "./shared/parts";
import { asWidget, type Screen, useTrait } from "./shared/screen";

function Pins({ screen }: { screen: Screen<"pins"> }) {
  const generation = useTrait<number>(screen.model, "generation");
  const [data, setData] = useState<PinsData | null>(null);
  const [isFailed, setFailed] = useState(false);
  const [tab, setTab] = useState("pins");
  const prefix = useUnique("pins");
  const { ask, announce, connection } = screen;
  const list = useCallback(async () => {
    const listed = await ask("list", {});
    setFailed(listed === undefined);
    if (listed) setData(listed);
  }, [ask]);
  useEffect(() => void list(), [list, generation]);
  useEffect(
    () =>
      connection.listen("downloads", ({ downloads }) => {
        const left = downloads.filter((one) => one.status !== "done");
        setData((now) => now && { ...now, downloads: left });
        if (!left.some((one) => one.status === "running")) void list();
      }),
    [connection, list],
  );
  const act: Do = useCallback(
    async (op, args, said) => {
      const next = (await ask(op, args as never)) as PinsData | undefined;
      if (next) setData(next);
      if (next && said) announce(said);
      return next;
    },
    [ask, announce],
  );
  if (data === null && isFailed) return <Failed what="The lock file" onRetry={() => void list()} />;
  if (data === null) return <Skeleton rows={6} />;
  return (
    <div class="hx-pins-body">
      <Tabs
        tabs={[
          { name: "pins", label: "Pinned", count: data.pins.length },
          { name: "disk", label: "On this disk", count: data.disk.length },
          { name: "hubs", label: "Hubs" },
        ]}
        active={tab}
        label="Pins, disk and hubs"
        idPrefix={prefix}
        onSelect={setTab}
      />
      <div
        class="hx-pins-panel"
        id={`${prefix}-panel`}
        role="tabpanel"
        aria-labelledby={`${prefix}-tab-${tab}`}
      >
        {tab === "pins" && <PinTable data={data} act={act} screen={screen} onVerified={told(announce)} />}
        {tab === "disk" && <Disk data={data} act={act} />}
        {tab === "hubs" && <Hubs accounts={data.accounts} act={act} />}
      </div>
    </div>
  );
}

function told(announce: (text: string) => void): (data: PinsData) => void {
  return (data) => {
    const wrong = data.pins.filter((pin) => pin.status !== "ok").length;
    announce(wrong === 0 ? "All pins verified" : `${plural(wrong, "pin")} not verified`);
  };
}

export default asWidget("pins", "Pinned models", Pins);
