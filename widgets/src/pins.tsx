/** Pins: what the lock file holds, whether it still holds, and the code that loads it. */

import { useCallback, useEffect, useState } from "preact/hooks";

import { age, bytes, day, exactly, plural, short } from "./shared/format";
import type { ModelKey, PinsData, PinView } from "./shared/messages";
import { Code, Empty, Failed, LicenseBadge, ModelName, Skeleton } from "./shared/parts";
import { asWidget, type Screen, useTrait } from "./shared/screen";

const STATUS: Record<PinView["status"], [tone: string, word: string]> = {
  unchecked: ["plain", "not checked"],
  ok: ["ok", "verified"],
  differs: ["bad", "differs"],
  unreachable: ["warn", "unreachable"],
};

function Pins({ screen }: { screen: Screen<"pins"> }) {
  const generation = useTrait<number>(screen.model, "generation");
  const [data, setData] = useState<PinsData | null>(null);
  const [isFailed, setFailed] = useState(false);
  const [isVerifying, setVerifying] = useState(false);
  const { ask, announce } = screen;
  const list = useCallback(async () => {
    const listed = await ask("list", {});
    setFailed(listed === undefined);
    if (listed) setData(listed);
  }, [ask]);
  useEffect(() => void list(), [list, generation]);
  const verify = async (): Promise<void> => {
    setVerifying(true);
    const checked = await ask("verify", {});
    setVerifying(false);
    if (!checked) return;
    setData(checked);
    const wrong = checked.pins.filter((pin) => pin.status !== "ok").length;
    announce(wrong === 0 ? "All pins verified" : `${plural(wrong, "pin")} not verified`);
  };
  const remove = async (key: ModelKey): Promise<void> => {
    const left = await ask("remove", { key });
    if (left) setData(left);
  };
  if (data === null && isFailed) return <Failed what="The lock file" onRetry={() => void list()} />;
  if (data === null) return <Skeleton rows={6} />;
  if (data.pins.length === 0) {
    return (
      <Empty title="Nothing is pinned.">
        <p>Pin a model from its card: the lock file then holds its commit and the hash of every file.</p>
      </Empty>
    );
  }
  return (
    <div class="hx-pins-body">
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
              onOpen={() => void ask("open", { key: pin.key })}
              onRemove={() => void remove(pin.key)}
            />
          ))}
        </table>
      </div>
    </div>
  );
}

interface PinProps {
  pin: PinView;
  onOpen: () => void;
  onRemove: () => void;
}

function Pin({ pin, onOpen, onRemove }: PinProps) {
  const [shown, setShown] = useState<"" | "code" | "remove">("");
  const [tone, word] = STATUS[pin.status];
  const flip = (what: "code" | "remove"): void => setShown(shown === what ? "" : what);
  return (
    <tbody>
      <tr class="hx-pin">
        <td>
          <button
            type="button"
            class="hx-pin-name"
            title={`Open ${pin.key.repo} on ${pin.hub_title}`}
            onClick={onOpen}
          >
            <ModelName repo={pin.key.repo} />
          </button>
          {pin.findings_seen.length > 0 && (
            <span class="hx-muted hx-pin-note">
              {plural(pin.findings_seen.length, "open finding")} seen: {pin.findings_seen.join(", ")}
            </span>
          )}
        </td>
        <td class="hx-mono" title={pin.key.commit ?? ""}>
          {short(pin.key.commit)}
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
        </td>
        <td class="hx-pin-acts">
          <button type="button" class="hx-btn" aria-expanded={shown === "code"} onClick={() => flip("code")}>
            Use
          </button>
          <button
            type="button"
            class="hx-btn"
            aria-expanded={shown === "remove"}
            onClick={() => flip("remove")}
          >
            Remove
          </button>
        </td>
      </tr>
      {(pin.differences.length > 0 || shown !== "") && (
        <tr>
          <td colSpan={7} class="hx-pin-more">
            {pin.differences.length > 0 && (
              <ul class="hx-differences" aria-label={`What differs in ${pin.key.repo}`}>
                {pin.differences.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            )}
            {shown === "code" && <Code text={pin.snippet} label={`Code that loads ${pin.key.repo}`} />}
            {shown === "remove" && (
              <div class="hx-form-end" role="group" aria-label="Remove this pin">
                <span>
                  Remove the pin of <b>{pin.key.repo}</b>? Its downloaded files stay.
                </span>
                <button type="button" class="hx-btn hx-primary" onClick={onRemove}>
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

export default asWidget("pins", "Pinned models", Pins);
