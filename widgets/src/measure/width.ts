/** How wide an element is on the page, so that a picture is drawn at its own size. */

import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** A reference for an element, and its width in pixels; `usual` where there is no layout. */
export function useWidth<T extends HTMLElement>(usual: number): [RefObject<T | null>, number] {
  const element = useRef<T>(null);
  const [width, setWidth] = useState(usual);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null || typeof ResizeObserver === "undefined") return undefined;
    const measure = (): void => setWidth(box.clientWidth || usual);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [usual]);
  return [element, width];
}
