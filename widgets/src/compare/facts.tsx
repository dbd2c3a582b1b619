/** What is known of the candidates before they answer, a column each, the best marked. */

import { useEffect, useState } from "preact/hooks";

import { short } from "../shared/format";
import type { FactRowView, FactsData, PlanData } from "../shared/messages";
import { Skeleton } from "../shared/parts";
import type { Screen } from "../shared/screen";
import { inWords, nameOf } from "./variant";

export function Facts({ screen, plan }: { screen: Screen<"compare">; plan: PlanData }) {
  const [facts, setFacts] = useState<FactsData | null>(null);
  const { ask } = screen;
  useEffect(() => {
    void ask("facts", {}).then((data) => data && setFacts(data));
  }, [ask, plan]);
  if (facts === null) return <Skeleton rows={5} />;
  const known = new Map(plan.candidates.map((one) => [one.id, one]));
  return (
    <table class="hx-table hx-facts">
      <thead>
        <tr>
          <td />
          {facts.ids.map((id) => {
            const one = known.get(id);
            if (one === undefined) return <td key={id} />;
            const own = [short(one.key.commit), inWords(one.settings)].filter((part) => part !== "");
            return (
              <th key={id} scope="col" title={one.key.repo}>
                {nameOf(one)} <small>{own.join(" · ")}</small>
              </th>
            );
          })}
          <td />
        </tr>
      </thead>
      <tbody>
        {facts.rows.map((row) => (
          <Row key={row.label} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { row: FactRowView }) {
  return (
    <tr>
      <th scope="row" title={row.label}>
        {row.is_published && (
          <span class="hx-badge hx-plain" title="By its author, not measured on your data">
            published
          </span>
        )}
        {row.label}
      </th>
      {row.facts.map((fact, place) => {
        const isBest = row.best.includes(place);
        return (
          <td
            key={place}
            class={isBest ? "hx-best" : undefined}
            title={fact.detail === "" ? fact.text : `${fact.text}: ${fact.detail}`}
          >
            {fact.tone === "" ? fact.text : <span class={`hx-badge hx-${fact.tone}`}>{fact.text}</span>}
            {isBest && (
              <span class="hx-best-mark" role="img" aria-label="best">
                ✓
              </span>
            )}
          </td>
        );
      })}
      <td class="hx-muted" title={row.why}>
        {row.why}
      </td>
    </tr>
  );
}
