/** A file on its way to the kernel: in pieces, with how much of it has arrived, and a way to stop. */

import { useCallback, useRef, useState } from "preact/hooks";

import { asBase64 } from "./files";
import { bytes } from "./format";
import type { DataFile, Done, UploadArgs, UploadData, UploadId, UploadLimits } from "./messages";

/** Of the file; what travels is a third longer. */
const PIECE_BYTES = 384_000;

export interface Coming {
  id: string;
  name: string;
  size: number;
  /** Of it that has arrived, 0 to 1. */
  share: number;
}

export interface Upload {
  /** What is on its way; null when nothing is. */
  coming: Coming | null;
  /** Sends a file; null when it was stopped, refused, or another took its place.
   * @throws DOMException when the browser cannot read it. */
  send: (file: Blob, name: string) => Promise<DataFile | null>;
  stop: () => void;
}

/** The operations of a screen that takes uploads. */
export interface Receiver {
  upload: (args: UploadArgs) => Promise<UploadData | undefined>;
  cancel: (args: UploadId) => Promise<Done | undefined>;
}

/** One file at a time: a newer one takes the place of one that is still coming. */
export function useUpload(receiver: Receiver): Upload {
  const to = useRef(receiver);
  to.current = receiver;
  const [coming, setComing] = useState<Coming | null>(null);
  const newest = useRef("");
  const stop = useCallback(() => {
    const given = newest.current;
    newest.current = "";
    setComing(null);
    if (given !== "") void to.current.cancel({ id: given });
  }, []);
  const send = useCallback(
    async (file: Blob, name: string): Promise<DataFile | null> => {
      stop();
      const id = Math.random().toString(36).slice(2, 14);
      newest.current = id;
      const of = Math.max(1, Math.ceil(file.size / PIECE_BYTES));
      setComing({ id, name, size: file.size, share: 0 });
      try {
        for (let part = 0; part < of; part += 1) {
          const base64 = await asBase64(file.slice(part * PIECE_BYTES, (part + 1) * PIECE_BYTES));
          if (newest.current !== id) return null;
          const received = await to.current.upload({ id, part, of, base64 });
          if (newest.current !== id || received === undefined) return null;
          setComing({ id, name, size: file.size, share: (part + 1) / of });
        }
        return { name, id };
      } finally {
        if (newest.current === id) {
          newest.current = "";
          setComing(null);
        }
      }
    },
    [stop],
  );
  return { coming, send, stop };
}

/** Why a file is not sent; empty if it may be. */
export function problemOf(file: Blob, name: string, { max_bytes, endings }: UploadLimits): string {
  if (endings.length > 0 && !endings.some((ending) => name.toLowerCase().endsWith(ending))) {
    return endings.length === 1
      ? `${name} is no ${endings[0]} file.`
      : `${name} is none of ${endings.join(", ")}.`;
  }
  return file.size > max_bytes ? `${name} is ${bytes(file.size)}; ${bytes(max_bytes)} is the most.` : "";
}

/** What to say when the browser could not read a file that was chosen. */
export function unreadable(error: unknown, name: string): string {
  if (!(error instanceof DOMException)) throw error;
  return `${name} cannot be read any more: was it moved or changed?`;
}
