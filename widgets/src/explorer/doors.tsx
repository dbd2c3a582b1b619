/** The first visit: three ways in, each with sample data. */

const DOORS = [
  {
    name: "find",
    title: "Find a model",
    text: "Filter by task, language and license; read what a card does not say.",
  },
  {
    name: "try",
    title: "Try three on a sentence",
    text: "The same sentence to three support classifiers, side by side.",
  },
  {
    name: "measure",
    title: "Measure on a file",
    text: "Who is best on 600 labeled tickets, and who is only tied? Then on rows of your own.",
  },
  {
    name: "tune",
    title: "Fine-tune on sample tickets",
    text: "500 labeled tickets, a small model, about a minute on this machine.",
  },
] as const;

interface DoorsProps {
  onDoor: (door: (typeof DOORS)[number]["name"]) => void;
  onClose: () => void;
}

export function Doors({ onDoor, onClose }: DoorsProps) {
  return (
    <section class="hx-doors" aria-label="Where to begin">
      {DOORS.map((door) => (
        <button key={door.name} type="button" class="hx-door" onClick={() => onDoor(door.name)}>
          <b>{door.title}</b>
          <span class="hx-muted">{door.text}</span>
        </button>
      ))}
      <button type="button" class="hx-doors-close" aria-label="Close this panel" onClick={onClose}>
        ×
      </button>
    </section>
  );
}
