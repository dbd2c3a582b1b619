/** A model behind an OpenAI-compatible endpoint as a candidate: its address, what it serves, its key. */

import { useEffect, useRef, useState } from "preact/hooks";

import type { EndpointData, EndpointKeptData } from "../shared/messages";
import type { Screen } from "../shared/screen";
import { Linked } from "../shared/strip";

const PAUSE_MS = 200;

interface EndpointProps {
  screen: Screen<"compare">;
  onAdded?: () => void;
}

/** The form where there is nothing else to show yet. */
export function EndpointAlone({ screen }: EndpointProps) {
  return (
    <details class="hx-around-part hx-alone">
      <summary>Or begin with a model behind an endpoint</summary>
      <Endpoint screen={screen} />
    </details>
  );
}

export function Endpoint({ screen, onAdded }: EndpointProps) {
  const { ask, announce } = screen;
  const [url, setUrl] = useState("");
  const [model, setModel] = useState("");
  const [told, setTold] = useState<EndpointData | null>(null);
  const [isBusy, setBusy] = useState(false);
  const address = useRef<HTMLInputElement>(null);
  const { kept, forget } = useKept(screen, url, told);
  const show = async (asked: Promise<EndpointData | undefined>): Promise<EndpointData | undefined> => {
    setBusy(true);
    const next = await asked;
    setBusy(false);
    if (next === undefined) return undefined;
    setTold(next);
    const [first = ""] = next.models;
    setModel((before) => (next.models.length > 0 && !next.models.includes(before) ? first : before));
    return next;
  };
  const list = (): Promise<unknown> => show(ask("endpoint", { url }));
  const add = async (): Promise<void> => {
    const next = await show(ask("endpoint_add", { url, model }));
    if (next === undefined || next.problem !== null) return;
    announce(`${model} added`);
    onAdded?.();
  };
  const drop = async (): Promise<void> => {
    setBusy(true);
    const isForgotten = await forget();
    setBusy(false);
    if (!isForgotten) return;
    setTold(null);
    announce("key forgotten");
    address.current?.focus();
  };
  const isNamed = model.trim() !== "";
  return (
    <form
      class="hx-endpoint"
      noValidate
      aria-label="Add endpoint"
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim() !== "" && !isBusy) void (isNamed ? add() : list());
      }}
    >
      <div class="hx-endpoint-line">
        <input
          ref={address}
          class="hx-field hx-endpoint-url"
          type="url"
          aria-label="Address of the endpoint"
          placeholder="http://127.0.0.1:8000/v1"
          spellcheck={false}
          maxLength={2000}
          value={url}
          onInput={(event) => {
            setUrl(event.currentTarget.value);
            setTold(null);
          }}
        />
        <Model names={told?.models ?? []} value={model} onValue={setModel} />
        <button
          type="button"
          class="hx-btn"
          disabled={isBusy || url.trim() === ""}
          onClick={() => void list()}
        >
          List models
        </button>
        <button type="submit" class="hx-btn hx-primary" disabled={isBusy || url.trim() === "" || !isNamed}>
          Add
        </button>
        <span class="hx-muted" role="status">
          {isBusy ? "Asking…" : said(told)}
        </span>
      </div>
      {kept !== null && kept.origin !== "" && <Kept kept={kept} isBusy={isBusy} onForget={drop} />}
      {told?.problem && (
        <p class="hx-note" role="alert">
          <b>{told.problem.message}</b> <Linked text={told.problem.hint} />
        </p>
      )}
      {told?.wants_key && (
        <Key
          place={told.place}
          isBusy={isBusy}
          onKey={(token) => void show(ask("endpoint_key", { url, token }))}
        />
      )}
      <p class="hx-muted">
        vLLM, llama.cpp, transformers serve and others that speak OpenAI's protocol. It is asked beside models
        that write text; what it holds, nobody can check.
      </p>
    </form>
  );
}

/** Whether a key is kept for the address as it is written; the key itself never comes here. */
function useKept({ ask }: Screen<"compare">, url: string, told: EndpointData | null) {
  const [known, setKnown] = useState<{ url: string; data: EndpointKeptData } | null>(null);
  useEffect(() => {
    if (url.trim() === "") return undefined;
    let isWanted = true;
    const timer = setTimeout(() => {
      void ask("endpoint_kept", { url }).then((data) => {
        if (isWanted && data !== undefined) setKnown({ url, data });
      });
    }, PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [ask, url, told]); // what was told may have come with a new key
  const forget = async (): Promise<boolean> => {
    const data = await ask("endpoint_forget", { url });
    if (data !== undefined) setKnown({ url, data });
    return data !== undefined;
  };
  return { kept: known?.url === url ? known.data : null, forget };
}

interface KeptProps {
  kept: EndpointKeptData;
  isBusy: boolean;
  onForget: () => Promise<void>;
}

function Kept({ kept, isBusy, onForget }: KeptProps) {
  return (
    <div class="hx-endpoint-line">
      <span role="status">
        A key is kept for this address; it goes to <span class="hx-mono">{kept.origin}</span> alone.
      </span>
      {kept.hub === "" ? (
        <button type="button" class="hx-btn" disabled={isBusy} onClick={() => void onForget()}>
          Forget key
        </button>
      ) : (
        <span class="hx-muted">It is your sign-in to {kept.hub}: sign out in Pins, under Hubs.</span>
      )}
    </div>
  );
}

interface ModelProps {
  names: readonly string[];
  value: string;
  onValue: (value: string) => void;
}

/** Written, until it is known what there is to choose from. */
function Model({ names, value, onValue }: ModelProps) {
  if (names.length === 0) {
    return (
      <input
        class="hx-field"
        aria-label="Model"
        placeholder="its model"
        spellcheck={false}
        maxLength={500}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    );
  }
  return (
    <select
      class="hx-field"
      aria-label="Model"
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
    >
      {!names.includes(value) && <option value={value}>{value}</option>}
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Goes to the kernel in one message and is kept nowhere here. */
function Key({ place, isBusy, onKey }: { place: string; isBusy: boolean; onKey: (token: string) => void }) {
  const [token, setToken] = useState("");
  const send = (): void => {
    if (token.trim() === "") return;
    onKey(token);
    setToken("");
  };
  return (
    <div class="hx-endpoint-line">
      <input
        class="hx-field hx-endpoint-url"
        type="password"
        autocomplete="off"
        aria-label="Key of the endpoint"
        placeholder="Key"
        maxLength={4000}
        value={token}
        onInput={(event) => setToken(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          send();
        }}
      />
      <button type="button" class="hx-btn" disabled={isBusy || token.trim() === ""} onClick={send}>
        Keep key
      </button>
      <span class="hx-muted">Kept in {place}; sent to this address alone.</span>
    </div>
  );
}

function said(told: EndpointData | null): string {
  if (told === null || told.problem !== null) return "";
  return told.models.length === 0 ? "It serves no models." : `${told.models.length} served there`;
}
