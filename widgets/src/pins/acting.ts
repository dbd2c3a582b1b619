/** How the parts of Pins have something changed. */

import type { Ops, PinsData } from "../shared/messages";

/** The operations that change something and answer with all that is then so. */
type Act = {
  [O in keyof Ops["pins"]]: Ops["pins"][O] extends [unknown, PinsData] ? O : never;
}[keyof Ops["pins"]];

/** Asks for a change, and announces `said` once it is made. */
export type Do = <O extends Act>(
  op: O,
  args: Ops["pins"][O][0],
  said?: string,
) => Promise<PinsData | undefined>;
