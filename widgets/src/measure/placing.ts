/** Where names stand in a picture, so that none covers another or is cut. */

export interface Point {
  x: number;
  y: number;
  /** Of its name, in pixels. */
  width: number;
}

export interface Place {
  x: number;
  y: number;
  anchor: "start" | "end";
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const GAP = 9;
const LINE = 14;
const SHIFTS = [0, -LINE, LINE, -2 * LINE, 2 * LINE];

/** A place for the name of each point beside it, inside the bounds; null where none is free. */
export function placed(points: readonly Point[], bounds: Box): Array<Place | null> {
  const taken: Box[] = points.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
  return points.map((point) => {
    for (const shift of SHIFTS) {
      for (const anchor of ["start", "end"] as const) {
        const x = anchor === "start" ? point.x + GAP : point.x - GAP;
        const y = point.y + shift;
        const left = anchor === "start" ? x : x - point.width;
        const box = { left, right: left + point.width, top: y - LINE / 2, bottom: y + LINE / 2 };
        if (isInside(box, bounds) && !taken.some((other) => overlap(box, other))) {
          taken.push(box);
          return { x, y, anchor };
        }
      }
    }
    return null;
  });
}

function isInside(box: Box, bounds: Box): boolean {
  return (
    box.left >= bounds.left &&
    box.right <= bounds.right &&
    box.top >= bounds.top &&
    box.bottom <= bounds.bottom
  );
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
