/** Two texts word by word: what was left out, added and put for something else. */

export type Edit = "same" | "wrong" | "missing" | "extra";

export interface WordPair {
  edit: Edit;
  /** Of the reference; empty where it has none. */
  said: string;
  /** Of the transcript; empty where it has none. */
  heard: string;
}

const MAX_WORDS = 1500;

/** As the benchmark counts them: case and punctuation do not matter. */
function wordsOf(text: string): string[] {
  return text
    .normalize("NFKC")
    .split(/[\p{P}\p{S}\s]+/u)
    .filter((word) => word !== "")
    .slice(0, MAX_WORDS);
}

function normal(word: string): string {
  return word.toLowerCase();
}

/** The cheapest way from what was said to what was heard. */
export function aligned(reference: string, transcript: string): WordPair[] {
  const said = wordsOf(reference);
  const heard = wordsOf(transcript);
  const costs = table(said.map(normal), heard.map(normal));
  const pairs: WordPair[] = [];
  let row = said.length;
  let column = heard.length;
  while (row > 0 || column > 0) {
    const here = costs[row]?.[column] ?? 0;
    const isSame = row > 0 && column > 0 && normal(said[row - 1] ?? "") === normal(heard[column - 1] ?? "");
    if (row > 0 && column > 0 && here === (costs[row - 1]?.[column - 1] ?? 0) + (isSame ? 0 : 1)) {
      row -= 1;
      column -= 1;
      pairs.push({ edit: isSame ? "same" : "wrong", said: said[row] ?? "", heard: heard[column] ?? "" });
    } else if (row > 0 && here === (costs[row - 1]?.[column] ?? 0) + 1) {
      row -= 1;
      pairs.push({ edit: "missing", said: said[row] ?? "", heard: "" });
    } else {
      column -= 1;
      pairs.push({ edit: "extra", said: "", heard: heard[column] ?? "" });
    }
  }
  return pairs.reverse();
}

/** Wrong, missing and extra words for each word that was said; null where nothing was said. */
export function wordErrorRate(pairs: readonly WordPair[]): number | null {
  const said = pairs.filter((pair) => pair.said !== "").length;
  return said === 0 ? null : pairs.filter((pair) => pair.edit !== "same").length / said;
}

/** Fewest edits from the first `row` words to the first `column` words. */
function table(said: readonly string[], heard: readonly string[]): number[][] {
  const costs = [Array.from({ length: heard.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= said.length; row += 1) {
    const above = costs[row - 1] ?? [];
    const line = [row];
    for (let column = 1; column <= heard.length; column += 1) {
      const change = said[row - 1] === heard[column - 1] ? 0 : 1;
      line.push(
        Math.min((above[column - 1] ?? 0) + change, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1),
      );
    }
    costs.push(line);
  }
  return costs;
}
