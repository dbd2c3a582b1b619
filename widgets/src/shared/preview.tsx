/** The first rows of a file, with what a column is for. */

interface PreviewProps {
  columns: readonly string[];
  rows: ReadonlyArray<readonly string[]>;
  /** What a column is for; empty for none. */
  roleOf?: (column: string) => string;
  /** Small pictures, as data URLs by the file name that stands in a cell. */
  pictures?: Readonly<Record<string, string>>;
}

/** A small picture beside its file name, which says to those who do not see it what it is. */
export function Picture({ url }: { url: string | undefined }) {
  return url === undefined ? null : <img class="hx-thumb" src={url} alt="" />;
}

export function Preview({ columns, rows, roleOf = () => "", pictures = {} }: PreviewProps) {
  return (
    <div class="hx-preview" tabIndex={0} role="group" aria-label="First rows">
      <table class="hx-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column} {roleOf(column) !== "" && <span class="hx-badge hx-ok">{roleOf(column)}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} title={cell}>
                  <Picture url={pictures[cell]} />
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
