/** Does to the card in a frame whatever a reader could; resolves to the number of events set off. */
async ({ selector, trigger }) => {
  const frame = document.querySelector(selector);
  const page = frame?.contentDocument;
  if (!page?.documentElement) return 0;
  let events = 0;
  const { Event, FocusEvent, KeyboardEvent, MouseEvent, PointerEvent } = frame.contentWindow;
  // These need the network; waiting for it would only make the trial slower.
  const ABOUT_LOADING = ["load", "error", "abort", "begin", "readystatechange", "loadstart", "canplay"];
  const ABOUT_PAGES = ["toggle", "scroll", "scrollend", "resize", "beforeinput", "input", "change", "select"];
  const ABOUT_MOTION = ["animationstart", "animationend", "transitionend", "webkitAnimationEnd", "finish"];
  const BY_MOUSE = ["mouseenter", "mouseover", "mousemove", "mousedown", "mouseup", "mouseout", "mouseleave"];
  const BY_POINTER = ["pointerenter", "pointerover", "pointerdown", "pointerup", "pointerout"];
  const attempt = (act) => {
    try {
      act();
    } catch {
      // What a card makes impossible, a reader cannot do either.
    }
  };
  // A link to elsewhere that opens its own tab is no attack; what else it would do, it does.
  const stayHere = (event) => {
    const link = event.target.closest?.("a, area");
    const scheme = link?.protocol ?? "";
    if (/^(java|vb)script:$/.test(scheme)) console.log(`a click led to ${scheme}`);
    const isPlain = /^(https?|mailto|ftp|file|data):$/.test(scheme);
    if (isPlain && (link.target === "_blank" || !frame.sandbox.contains("allow-popups"))) {
      event.preventDefault();
    }
  };
  for (const name of ["click", "auxclick"]) page.addEventListener(name, stayHere, true);
  for (const element of page.querySelectorAll("*")) {
    const set = (Kind, names, init) => {
      for (const name of names) {
        attempt(() => {
          element.dispatchEvent(new Kind(name, { cancelable: true, ...init }));
          events += 1;
        });
      }
    };
    set(Event, [...ABOUT_LOADING, ...ABOUT_PAGES, ...ABOUT_MOTION], { bubbles: false });
    set(PointerEvent, BY_POINTER, { bubbles: true });
    set(MouseEvent, [...BY_MOUSE, "click", "dblclick", "contextmenu", "auxclick"], { bubbles: true });
    set(Event, ["wheel", "drag", "dragstart", "drop", "copy", "cut", "paste"], { bubbles: true });
    set(KeyboardEvent, ["keydown", "keypress", "keyup"], { bubbles: true, key: "Enter" });
    set(FocusEvent, ["focus", "focusin", "blur", "focusout"], { bubbles: false });
    attempt(() => element.focus?.());
    attempt(() => element.requestSubmit?.());
  }
  // A published trigger speaks of the card's own page; leading it elsewhere would be our doing.
  const place = {
    set href(address) {
      if (/^\s*javascript:/i.test(address)) page.location.href = address;
    },
  };
  attempt(() => new Function("document", "location", trigger)(page, place));
  // Handlers that answer later than at once, and messages about them.
  await new Promise((resolve) => setTimeout(resolve, 20));
  return events;
}
