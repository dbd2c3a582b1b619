/** What each place says of the license, side by side, and what it asks for. */

import type { LicenseSourceView, PageData } from "../shared/messages";
import { LicenseBadge } from "../shared/parts";

const PLACE: Record<string, string> = {
  hub: "Hub's tag",
  metadata: "Card's metadata",
  text: "Card's text",
  file: "File",
  base: "Base model",
};

export function LicenseSection({ page }: { page: PageData }) {
  return (
    <section class="hx-license">
      <h3>License</h3>
      <table class="hx-table">
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">Says</th>
            <th scope="col">Use</th>
          </tr>
        </thead>
        <tbody>
          {page.license_sources.map((one) => (
            <Source key={`${one.where}|${one.name}`} one={one} />
          ))}
        </tbody>
      </table>
      {page.obligations.length > 0 && page.license_id !== "" && (
        <>
          <h3>What {page.license_id} asks of you</h3>
          <ul class="hx-bullets">
            {page.obligations.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Source({ one }: { one: LicenseSourceView }) {
  return (
    <tr>
      <td class="hx-break">
        {PLACE[one.where] ?? one.where} {one.name !== "" && <b>{one.name}</b>}
      </td>
      <td class="hx-break">
        {one.says === "" ? <span class="hx-muted">{silent(one)}</span> : one.says}
        {one.category !== "" && (
          <span class="hx-muted" title="What ScanCode's license index calls it">
            {" "}
            {one.category}
          </span>
        )}
        {one.quote !== "" && one.where === "text" && (
          <>
            {" "}
            <q class="hx-muted">{one.quote}</q>
            {one.line !== null && <span class="hx-muted hx-line"> line {one.line}</span>}
          </>
        )}
      </td>
      <td>
        <LicenseBadge of={one.license_class} />
      </td>
    </tr>
  );
}

function silent(one: LicenseSourceView): string {
  if (one.where === "text" || one.where === "file") return "not recognized";
  return one.where === "base" ? "not known" : "not stated";
}
