/** The pinned models: whether they still hold, what changed since, and the code that loads them. */

import { useState } from "preact/hooks";

import { Fetching } from "../shared/fetching";
import { age, bytes, day, exactly, matches, plural, short } from "../shared/format";
import { Gravest } from "../shared/gravest";
import type { DownloadView, PinsData, PinView } from "../shared/messages";
import { Code, Empty, LicenseBadge, ModelName } from "../shared/parts";
import type { Screen } from "../shared/screen";
import type { Do } from "./acting";
import { Update } from "./update";

const STATUS: Record<PinView["status"], [tone: string, word: string]> = {
  unchecked: ["plain", "not checked"],
  ok: ["ok", "verified"],
  differs: ["bad", "differs"],
  unreachable: ["warn", "unreachable"],
};

interface TableProps {
  data: PinsData;
  act: Do;
  screen: Screen<"pins">;
  onVerified: (data: PinsData) => void;
}

export function PinTable({ data, act, screen, onVerified }: TableProps) {
  const [isVerifying, setVerifying] = useState(false);
  if (data.pins.length === 0) {
    return (
      <Empty title="Nothing is pinned.">
        <p>Pin a model from its card: the lock file then holds its commit and the hash of every file.</p>
      </Empty>
    );
  }
  const verify = async (): Promise<void> => {
    setVerifying(true);
    const checked = await act("verify", {});
    setVerifying(false);
    if (checked) onVerified(checked);
  };
  return (
    <>
      <div class="hx-pins-head">
        <h2>{plural(data.pins.length, "pinned model")}</h2>
        <span class="hx-muted hx-mono hx-path" title={data.path}>
          {data.path}
        </span>
        <span class="hx-space" />
        <button type="button" class="hx-btn hx-primary" disabled={isVerifying} onClick={() => void verify()}>
          {isVerifying ? "Verifying…" : "Verify all"}
        </button>
      </div>
      <div class="hx-pins-scroll" tabIndex={0} role="group" aria-label="Pinned models">
        <table class="hx-table">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Commit</th>
              <th scope="col">Pinned</th>
              <th scope="col">License</th>
              <th scope="col" class="hx-number">
                Files
              </th>
              <th scope="col">Status</th>
              <th scope="col">
                <span class="hx-said">Actions</span>
              </th>
            </tr>
          </thead>
          {data.pins.map((pin) => (
            <Pin
              key={exactly(pin.key)}
              pin={pin}
              download={data.downloads.find((one) => matches(one.key, pin.key))}
              act={act}
              screen={screen}
            />
          ))}
        </table>
      </div>
    </>
  );
}

interface PinProps {
  pin: PinView;
  download: DownloadView | undefined;
  act: Do;
  screen: Screen<"pins">;
}

type Shown = "" | "code" | "remove" | "update";

function Pin({ pin, download, act, screen }: PinProps) {
  const [shown, setShown] = useState<Shown>("");
  const [tone, word] = STATUS[pin.status];
  const flip = (what: Shown): void => setShown(shown === what ? "" : what);
  const { key } = pin;
  const button = (what: Exclude<Shown, "">, label: string) => (
    <button
      type="button"
      class="hx-btn"
      aria-expanded={shown === what}
      title={`${label} ${key.repo}`}
      onClick={() => flip(what)}
    >
      {label}
    </button>
  );
  const hasMore = pin.differences.length > 0 || shown !== "" || download !== undefined;
  return (
    <tbody>
      <tr class="hx-pin">
        <td>
          <button
            type="button"
            class="hx-pin-name"
            title={`Open ${key.repo} on ${pin.hub_title}`}
            onClick={() => void screen.ask("open", { key })}
          >
            <ModelName repo={key.repo} />
          </button>
          <Gravest finding={pin.gravest} />
          {pin.findings_seen.length > 0 && (
            <span class="hx-muted hx-pin-note">
              {plural(pin.findings_seen.length, "open finding")} seen:{" "}
              {pin.findings_seen.join(", ").replaceAll("_", " ")}
            </span>
          )}
          {pin.exceptions.length > 0 && (
            <span class="hx-pin-note hx-pin-allowed">
              Allowed although not safe: <span class="hx-mono">{pin.exceptions.join(", ")}</span>
            </span>
          )}
        </td>
        <td class="hx-mono" title={key.commit ?? ""}>
          {short(key.commit)}
        </td>
        <td class="hx-nowrap" title={day(pin.pinned_s)}>
          {age(pin.pinned_s)} ago
        </td>
        <td>
          <LicenseBadge of={pin.license_class} />
          <span class="hx-muted hx-pin-note">{pin.license_id || "not stated"}</span>
        </td>
        <td class="hx-number">
          {pin.files}
          <span class="hx-muted hx-pin-note">{bytes(pin.size_bytes)}</span>
        </td>
        <td>
          <span class={`hx-badge hx-${tone}`}>{word}</span>
          {!pin.installed && <span class="hx-muted hx-pin-note">not on this disk</span>}
        </td>
        <td class="hx-pin-acts">
          {!pin.installed && download === undefined && (
            <button
              type="button"
              class="hx-btn"
              title={`Install ${key.repo}`}
              onClick={() => void act("install", { key }, `Fetching ${key.repo}`)}
            >
              Install
            </button>
          )}
          {button("update", "Update")}
          {button("code", "Use")}
          {button("remove", "Remove")}
        </td>
      </tr>
      {hasMore && (
        <tr>
          <td colSpan={7} class="hx-pin-more">
            {download && <Fetching download={download} act={act} />}
            {pin.differences.length > 0 && (
              <>
                <ul class="hx-differences" aria-label={`What differs in ${key.repo}`}>
                  {pin.differences.map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
                {download === undefined && pin.status === "differs" && (
                  <button
                    type="button"
                    class="hx-btn"
                    onClick={() => void act("install", { key }, `Fetching ${key.repo}`)}
                  >
                    Fetch the pinned files again
                  </button>
                )}
              </>
            )}
            {shown === "update" && (
              <Update pin={pin} screen={screen} act={act} onClose={() => setShown("")} />
            )}
            {shown === "code" && <Code text={pin.snippet} label={`Code that loads ${key.repo}`} />}
            {shown === "remove" && (
              <div class="hx-form-end" role="group" aria-label="Remove this pin">
                <span>
                  Remove the pin of <b>{key.repo}</b>? Its downloaded files stay.
                </span>
                <button type="button" class="hx-btn hx-primary" onClick={() => void act("remove", { key })}>
                  Remove the pin
                </button>
                <button type="button" class="hx-btn" onClick={() => setShown("")}>
                  Keep it
                </button>
              </div>
            )}
          </td>
        </tr>
      )}
    </tbody>
  );
}
