/** What models take of this disk, and what is under way. */

import { useState } from "preact/hooks";

import { Fetching } from "../shared/fetching";
import { bytes, exactly, plural, short } from "../shared/format";
import type { DiskView, PinsData } from "../shared/messages";
import { Empty, ModelName } from "../shared/parts";
import type { Do } from "./acting";

export function Disk({ data, act }: { data: PinsData; act: Do }) {
  if (data.disk.length === 0 && data.downloads.length === 0) {
    return <Empty title="No model is on this disk yet." />;
  }
  const total = data.disk.reduce((sum, one) => sum + one.size_bytes, 0);
  return (
    <div class="hx-pins-scroll" tabIndex={0} role="group" aria-label="Models on this disk">
      <div class="hx-pins-head">
        <h2>
          {bytes(total)} in {plural(data.disk.length, "place")}
        </h2>
      </div>
      {data.downloads.map((one) => (
        <Fetching key={exactly(one.key)} download={one} act={act} />
      ))}
      <table class="hx-table">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Hub</th>
            <th scope="col">Commit</th>
            <th scope="col" class="hx-number">
              Size
            </th>
            <th scope="col">
              <span class="hx-said">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.disk.map((one) => (
            <Row
              key={exactly(one.key)}
              one={one}
              hub={data.accounts.find((hub) => hub.hub === one.key.hub)?.title ?? one.key.hub}
              act={act}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ one, hub, act }: { one: DiskView; hub: string; act: Do }) {
  const [isAsking, setAsking] = useState(false);
  const { key } = one;
  return (
    <tr class="hx-pin">
      <td>
        <ModelName repo={key.repo} />
        {one.pinned && <span class="hx-muted hx-pin-note">pinned</span>}
      </td>
      <td>{hub}</td>
      <td class="hx-mono">{key.commit === null ? "unfinished" : short(key.commit)}</td>
      <td class="hx-number">{bytes(one.size_bytes)}</td>
      <td class="hx-pin-acts">
        {isAsking ? (
          <>
            <span class="hx-muted">{one.pinned ? "Install brings it back. " : ""}</span>
            <button type="button" class="hx-btn hx-primary" onClick={() => void act("delete", { key })}>
              Delete the files
            </button>
            <button type="button" class="hx-btn" onClick={() => setAsking(false)}>
              Keep them
            </button>
          </>
        ) : (
          <button type="button" class="hx-btn" title={`Delete ${key.repo}`} onClick={() => setAsking(true)}>
            Delete
          </button>
        )}
      </td>
    </tr>
  );
}
