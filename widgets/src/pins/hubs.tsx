/** The hubs, and signing in: the token goes to the kernel in one message and is kept nowhere here. */

import { useState } from "preact/hooks";

import type { AccountView } from "../shared/messages";
import type { Do } from "./acting";

export function Hubs({ accounts, act }: { accounts: readonly AccountView[]; act: Do }) {
  return (
    <div class="hx-pins-scroll" tabIndex={0} role="group" aria-label="Hubs">
      <ul class="hx-hubs">
        {accounts.map((one) => (
          <Hub key={one.hub} one={one} act={act} />
        ))}
      </ul>
    </div>
  );
}

function Hub({ one, act }: { one: AccountView; act: Do }) {
  const [token, setToken] = useState("");
  const [isBusy, setBusy] = useState(false);
  const signIn = async (event: Event): Promise<void> => {
    event.preventDefault();
    const given = token;
    setToken("");
    setBusy(true);
    await act("sign_in", { hub: one.hub, token: given }, `Signed in to ${one.title}`);
    setBusy(false);
  };
  return (
    <li class="hx-hub">
      <h2>{one.title}</h2>
      {one.endpoint === "" && <p class="hx-muted">On this machine; it knows no accounts.</p>}
      {one.endpoint !== "" && <p class="hx-muted hx-mono">{one.endpoint}</p>}
      {one.signed_in && (
        <div class="hx-form-end">
          <span class="hx-badge hx-ok">signed in</span>
          <span class="hx-muted">The token is in {one.place} and goes to this hub alone.</span>
          <button type="button" class="hx-btn" onClick={() => void act("sign_out", { hub: one.hub })}>
            Sign out
          </button>
        </div>
      )}
      {one.endpoint !== "" && !one.signed_in && (
        <form class="hx-form-end" onSubmit={(event) => void signIn(event)} autocomplete="off">
          <input
            class="hx-field"
            type="password"
            autocomplete="off"
            aria-label={`Token for ${one.title}`}
            placeholder="Token"
            maxLength={4000}
            value={token}
            onInput={(event) => setToken(event.currentTarget.value)}
          />
          <button type="submit" class="hx-btn hx-primary" disabled={isBusy || token.trim() === ""}>
            {isBusy ? "Signing in…" : "Sign in"}
          </button>
          <span class="hx-muted">Kept in {one.place}; needed for gated and private models.</span>
        </form>
      )}
    </li>
  );
}
