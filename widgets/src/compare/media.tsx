/** An image or a sound as input: chosen, dropped, pasted, recorded; shown, with its way to the kernel. */

import { useRef } from "preact/hooks";

import { bytes } from "../shared/format";
import { ProgressBar } from "../shared/progress";
import { Camera, Microphone } from "./devices";
import type { Uploading } from "./media_upload";
import { Player } from "./player";

const WORDS = {
  image: {
    a: "an image",
    accept: "image/png,image/jpeg,image/webp,image/gif,image/bmp",
    kinds: "PNG, JPEG, WebP, GIF or BMP",
  },
  audio: { a: "a sound", accept: "audio/*", kinds: "WAV, or what this browser plays" },
};

interface MediaInputProps {
  what: "image" | "audio";
  uploading: Uploading;
  maxBytes: number;
  onProblem: (text: string) => void;
}

export function MediaInput({ what, uploading, maxBytes, onProblem }: MediaInputProps) {
  const picker = useRef<HTMLInputElement>(null);
  const { media, coming, take, clear } = uploading;
  const { a, accept, kinds } = WORDS[what];
  const onTaken = async (file: Blob, name: string): Promise<void> => onProblem(await take(file, name, what));
  const onFiles = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file !== undefined) void onTaken(file, file.name);
  };
  const hasUrl = media !== null && media.url !== "";
  const Device = what === "image" ? Camera : Microphone;
  return (
    <div
      class="hx-media"
      data-what={what}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onFiles(event.dataTransfer?.files);
      }}
      onPaste={(event) => onFiles(event.clipboardData?.files)}
    >
      {hasUrl && what === "image" && <img src={media.url} alt="The image that the candidates get" />}
      {hasUrl && what === "audio" && <Player url={media.url} label="The sound that the candidates get" />}
      <div class="hx-media-acts">
        <button type="button" class="hx-btn" onClick={() => picker.current?.click()}>
          Choose {a}
        </button>
        <Device onTaken={(taken, name) => void onTaken(taken, name)} onProblem={onProblem} />
        <span class="hx-muted">
          {media === null ? `or drop it here: ${kinds}, at most ${bytes(maxBytes)}` : said(media)}
        </span>
        {coming !== null && (
          <>
            <ProgressBar label={`Sending ${coming.name}`} done={coming.share} total={1} />
            <button type="button" class="hx-btn" onClick={clear}>
              Cancel
            </button>
          </>
        )}
      </div>
      <input
        ref={picker}
        type="file"
        accept={accept}
        hidden
        aria-label={what === "image" ? "Image file" : "Sound file"}
        onChange={(event) => {
          onFiles(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

function said({ name, size, note }: { name: string; size: number; note: string }): string {
  return [name, bytes(size), note].filter((part) => part !== "").join(" · ");
}
