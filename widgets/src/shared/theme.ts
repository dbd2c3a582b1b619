/** Whether the host is dark: JupyterLab and Voila say so on the body; elsewhere the system does. */

export function isHostDark(): boolean {
  const hint = document.body.dataset.jpThemeLight;
  if (hint !== undefined) return hint === "false";
  return systemPreference()?.matches ?? false;
}

/** Calls `listener` now and whenever the host changes its theme, until the returned function is called. */
export function watchTheme(listener: (isDark: boolean) => void): () => void {
  const tell = (): void => listener(isHostDark());
  const observer = new MutationObserver(tell);
  observer.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  const preference = systemPreference();
  preference?.addEventListener("change", tell);
  tell();
  return () => {
    observer.disconnect();
    preference?.removeEventListener("change", tell);
  };
}

function systemPreference(): MediaQueryList | null {
  return typeof window.matchMedia === "function" ? window.matchMedia("(prefers-color-scheme: dark)") : null;
}
