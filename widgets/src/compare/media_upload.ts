/** The image or sound that candidates get: made fit to be sent, shown, and on its way to the kernel. */

import { useCallback, useRef, useState } from "preact/hooks";

import { asBase64, fromBase64 } from "../shared/files";
import type { UploadLimits } from "../shared/messages";
import type { Screen } from "../shared/screen";
import { type Coming, problemOf, unreadable, useUpload } from "../shared/upload";
import { asWav } from "./sound";

export interface Media {
  /** Of the upload; empty until it has arrived. */
  id: string;
  name: string;
  /** A data: URI. */
  url: string;
  size: number;
  /** Whether a person chose it, and not we as a sample. */
  isOwn: boolean;
  /** What was done to it before it was sent; empty for nothing. */
  note: string;
}

export interface Uploading {
  media: Media | null;
  /** How far it is; null when nothing is on its way. */
  coming: Coming | null;
  /** Takes a file or a recording; says what is wrong with it. */
  take: (file: Blob, name: string, what: "image" | "audio", isOwn?: boolean) => Promise<string>;
  sample: (base64: string, name: string, what: "image" | "audio") => Promise<string>;
  clear: () => void;
}

export function useMedia({ ask }: Screen<"compare">, { max_bytes }: UploadLimits): Uploading {
  const [media, setMedia] = useState<Media | null>(null);
  const { coming, send, stop } = useUpload({
    upload: (args) => ask("upload", args),
    cancel: (args) => ask("upload_cancel", args),
  });
  const newest = useRef(0);
  const take = useCallback(
    async (file: Blob, name: string, what: "image" | "audio", isOwn = true): Promise<string> => {
      const limits = { max_bytes, endings: [] };
      const problem = problemOf(file, name, limits);
      if (problem !== "") return problem;
      newest.current += 1;
      const turn = newest.current;
      const isOld = (): boolean => turn !== newest.current;
      const begun: Media = { id: "", name, url: "", size: file.size, isOwn, note: "" };
      setMedia(begun);
      const { blob, note } = what === "audio" ? await asWav(file) : { blob: file, note: "" };
      if (isOld()) return "";
      const tooLarge = blob === null ? note : problemOf(blob, `${name} as WAV`, limits);
      if (blob === null || tooLarge !== "") {
        setMedia(null);
        return tooLarge;
      }
      try {
        const type = what === "audio" ? "audio/wav" : blob.type || "image/png";
        const url = `data:${type};base64,${await asBase64(blob)}`;
        if (isOld()) return "";
        const whole = { ...begun, url, size: blob.size, note };
        setMedia(whole);
        const sent = await send(blob, name);
        if (!isOld()) setMedia(sent && { ...whole, id: sent.id });
        return "";
      } catch (error) {
        if (!isOld()) setMedia(null);
        return unreadable(error, name);
      }
    },
    [send, max_bytes],
  );
  const sample = useCallback(
    (base64: string, name: string, what: "image" | "audio") => take(fromBase64(base64), name, what, false),
    [take],
  );
  const clear = useCallback(() => {
    newest.current += 1;
    stop();
    setMedia(null);
  }, [stop]);
  return { media, coming, take, sample, clear };
}
