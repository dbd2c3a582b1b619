/** How alike texts are: each to each, the warmer the closer. */

interface SimilarityProps {
  texts: readonly string[];
  matrix: ReadonlyArray<readonly number[]>;
}

/** More columns than this no pane can show. */
const MAX_TEXTS = 40;

export function Similarity({ texts: all, matrix }: SimilarityProps) {
  const texts = all.slice(0, MAX_TEXTS);
  return (
    <div class="hx-similarity" tabIndex={0} role="group" aria-label="Heat map">
      <table aria-label="Similarity of each text to each other">
        <thead>
          <tr>
            <td />
            {texts.map((text, column) => (
              <th key={column} scope="col" title={text}>
                {column + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {texts.map((text, row) => (
            <tr key={row}>
              <th scope="row" title={text}>
                {row + 1}
              </th>
              {texts.map((other, column) => (
                <Cell key={column} value={matrix[row]?.[column] ?? 0} title={`${text}\n${other}`} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ol>
        {texts.map((text, row) => (
          <li key={row} title={text}>
            <span class="hx-muted">{row + 1}</span> {text}
          </li>
        ))}
      </ol>
      {all.length > MAX_TEXTS && (
        <p class="hx-muted">
          The first {MAX_TEXTS} of {all.length}.
        </p>
      )}
    </div>
  );
}

function Cell({ value, title }: { value: number; title: string }) {
  const share = Math.round(Math.max(0, Math.min(1, value)) * 100);
  return (
    <td style={{ "--hx-heat": `${share}%` }} title={title}>
      {value.toFixed(2)}
    </td>
  );
}
