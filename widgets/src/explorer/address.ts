/** The tab in front, in the address of the app's page, so that it is there again after a reload. */

export function namedTab(): string {
  return window.location.hash.slice(1);
}

/** Names it without a step in the browser's history: Back leaves the app. */
export function nameTab(tab: string): void {
  window.history.replaceState(window.history.state, "", `#${tab}`);
}
