/** Whether a screen is all that its page shows, as in the app: then the page's keys and address are its own. */

import type { Model } from "./anywidget";

export function isAlone(model: Model): boolean {
  return document.body.dataset.voila !== undefined && model.get("height") === 0;
}
