/** The base model: what it becomes, what its license asks, what is to be known before. */

import { short } from "../shared/format";
import { Gravest } from "../shared/gravest";
import type { BaseData, ModelKey } from "../shared/messages";
import { Dot, LicenseBadge, ModelName } from "../shared/parts";

interface HeadProps {
  model: ModelKey;
  base: BaseData | null;
  onOpen: () => void;
}

export function Head({ model, base, onOpen }: HeadProps) {
  return (
    <div>
      <h2>
        <ModelName repo={model.repo} />
      </h2>
      <p class="hx-muted">
        {model.commit === null ? "newest commit" : `commit ${short(model.commit)}`}
        {base !== null && base.family !== "" && ` · becomes ${base.family}`} · learns on this machine; nothing
        leaves it
      </p>
      {base !== null && (
        <>
          <p class="hx-base">
            <LicenseBadge of={base.license_class} />
            <span class="hx-muted">{base.license_id || "no license stated"}</span>
            <button type="button" class="hx-link" onClick={onOpen}>
              Read its card
            </button>
          </p>
          <Terms base={base} />
          <Gravest finding={base.gravest} />
          {base.problem !== null && (
            <p class="hx-step-note" role="alert">
              <b>{base.problem.message}</b> {base.problem.hint}
            </p>
          )}
        </>
      )}
    </div>
  );
}

/** What the license says of a model that is made from this one. */
function Terms({ base }: { base: BaseData }) {
  if (base.forbids_derivatives) {
    return (
      <p>
        <Dot of="grave" /> <b>A model tuned from it may not be shared.</b> {base.duties.join(" ")}
      </p>
    );
  }
  if (base.duties.length === 0) return null;
  return <p class="hx-muted">Who shares the result: {base.duties.join(" ")}</p>;
}
