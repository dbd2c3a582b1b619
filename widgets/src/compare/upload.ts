/** A file on its way to the kernel: in pieces, with how much of it has arrived. */

import { useCallback, useRef, useState } from "preact/hooks";

import { asBase64, fromBase64 } from "../shared/files";
import { bytes } from "../shared/format";
import type { Screen } from "../shared/screen";
import { asWav } from "./sound";

/** Of the file; what travels is a third longer. */
const PIECE_BYTES = 384_000;

export interface Media {
  /** Of the upload. */
  id: string;
  name: string;
  /** A data: URI. */
  url: string;
  size: number;
  /** Of it that has arrived, 0 to 1. */
  share: number;
  /** Whether a person chose it, and not we as a sample. */
  isOwn: boolean;
  /** What was done to it before it was sent; empty for nothing. */
  note: string;
}

export interface Uploading {
  media: Media | null;
  /** Takes a file or a recording; says what is wrong with it. */
  take: (file: Blob, name: string, what: "image" | "audio", isOwn?: boolean) => Promise<string>;
  sample: (base64: string, name: string, what: "image" | "audio") => Promise<string>;
  clear: () => void;
}

export function useUpload({ ask }: Screen<"compare">, maxBytes: number): Uploading {
  const [media, setMedia] = useState<Media | null>(null);
  const newest = useRef("");
  const take = useCallback(
    async (file: Blob, name: string, what: "image" | "audio", isOwn = true): Promise<string> => {
      const problem = sizeProblem(file, name, maxBytes);
      if (problem !== "") return problem;
      const id = Math.random().toString(36).slice(2, 14);
      newest.current = id;
      const coming: Media = { id, name, url: "", size: file.size, share: 0, isOwn, note: "" };
      setMedia(coming);
      const { blob, note } = what === "audio" ? await asWav(file) : { blob: file, note: "" };
      if (newest.current !== id) return "";
      const tooLarge = blob === null ? note : sizeProblem(blob, `${name} as WAV`, maxBytes);
      if (blob === null || tooLarge !== "") {
        setMedia(null);
        return tooLarge;
      }
      const type = what === "audio" ? "audio/wav" : blob.type || "image/png";
      const url = `data:${type};base64,${await asBase64(blob)}`;
      const begun: Media = { ...coming, url, size: blob.size, note };
      if (newest.current === id) setMedia(begun);
      const of = Math.max(1, Math.ceil(blob.size / PIECE_BYTES));
      for (let part = 0; part < of; part += 1) {
        if (newest.current !== id) return "";
        const piece = await asBase64(blob.slice(part * PIECE_BYTES, (part + 1) * PIECE_BYTES));
        if ((await ask("upload", { id, part, of, base64: piece })) === undefined) {
          if (newest.current === id) setMedia(null);
          return "";
        }
        if (newest.current === id) setMedia({ ...begun, share: (part + 1) / of });
      }
      return "";
    },
    [ask, maxBytes],
  );
  const sample = useCallback(
    (base64: string, name: string, what: "image" | "audio") => take(fromBase64(base64), name, what, false),
    [take],
  );
  const clear = useCallback(() => {
    newest.current = "";
    setMedia(null);
  }, []);
  return { media, take, sample, clear };
}

function sizeProblem({ size }: Blob, name: string, maxBytes: number): string {
  return size > maxBytes ? `${name} is ${bytes(size)}; ${bytes(maxBytes)} is the most.` : "";
}
