/** The finding that follows a model wherever it goes. */

import type { FindingView } from "./messages";
import { Dot } from "./parts";

export function Gravest({ finding }: { finding: FindingView | null }) {
  if (finding === null) return null;
  return (
    <p class="hx-gravest" title={finding.quote || finding.detail}>
      <Dot of={finding.gravity} /> {finding.title}
      {finding.seen && <span class="hx-muted"> · seen</span>}
    </p>
  );
}
