/** Which sections of the left column are open: as Python says, until somebody opens or closes one. */

import { useMemo, useState } from "preact/hooks";

import type { SectionView } from "../shared/messages";

const STORED_AS = "hubexplorer.sections";

type Choices = Readonly<Record<string, boolean>>;

export interface Sections {
  all: readonly SectionView[];
  isOpen: (section: SectionView) => boolean;
  setOpen: (section: SectionView, isOpen: boolean) => void;
  /** The names to count values of, and those to draw histograms of. */
  facets: readonly string[];
  ranges: readonly string[];
}

export function isRange(section: SectionView): boolean {
  return section.unit !== "";
}

export function useSections(all: readonly SectionView[]): Sections {
  const [choices, setChoices] = useState<Choices>(stored);
  return useMemo(() => {
    const isOpen = (section: SectionView): boolean => choices[section.name] ?? section.is_open;
    const open = all.filter(isOpen);
    return {
      all,
      isOpen,
      setOpen: (section, on) => {
        const next = { ...choices, [section.name]: on };
        setChoices(next);
        keep(next);
      },
      facets: open.filter((section) => !isRange(section)).map((section) => section.name),
      ranges: open.filter(isRange).map((section) => section.name),
    };
  }, [all, choices]);
}

function stored(): Choices {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(STORED_AS) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Choices) : {};
  } catch (error) {
    // Nothing can be kept here, or what was kept is not ours.
    if (!(error instanceof DOMException || error instanceof SyntaxError)) throw error;
    return {};
  }
}

function keep(choices: Choices): void {
  try {
    window.localStorage.setItem(STORED_AS, JSON.stringify(choices));
  } catch (error) {
    // This browser keeps nothing for the site: the choice lasts as long as the page.
    if (!(error instanceof DOMException)) throw error;
  }
}
