/** Microphone and camera: asked for on a click only, and said clearly where there is none. */

import { useEffect, useRef, useState } from "preact/hooks";

interface DeviceProps {
  onTaken: (taken: Blob, name: string) => void;
  onProblem: (text: string) => void;
}

/** A stream of the device; null, and the problem told, where it cannot be had. */
async function opened(
  wanted: MediaStreamConstraints,
  what: "microphone" | "camera",
  onProblem: (text: string) => void,
): Promise<MediaStream | null> {
  if (navigator.mediaDevices === undefined) {
    onProblem(`No ${what} here: browsers offer it only to pages over https or from this machine.`);
    return null;
  }
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    const isRefused = error.name === "NotAllowedError";
    onProblem(
      isRefused
        ? `The browser was not allowed to use the ${what}.`
        : `No ${what} was found (${error.message}).`,
    );
    return null;
  }
}

function close(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => track.stop());
}

export function Microphone({ onTaken, onProblem }: DeviceProps) {
  const [since, setSince] = useState<number | null>(null);
  const [seconds, setSeconds] = useState(0);
  const recorder = useRef<MediaRecorder | null>(null);
  useEffect(() => {
    if (since === null) return undefined;
    const timer = setInterval(() => setSeconds(Math.round((Date.now() - since) / 1000)), 250);
    return () => clearInterval(timer);
  }, [since]);
  useEffect(() => () => close(recorder.current?.stream ?? null), []);
  const start = async (): Promise<void> => {
    onProblem("");
    const stream = await opened({ audio: true }, "microphone", onProblem);
    if (stream === null) return;
    const parts: Blob[] = [];
    const own = new MediaRecorder(stream);
    own.ondataavailable = (event) => parts.push(event.data);
    own.onstop = () => {
      close(stream);
      onTaken(new Blob(parts, { type: own.mimeType }), "recording");
    };
    recorder.current = own;
    own.start();
    setSeconds(0);
    setSince(Date.now());
  };
  const stop = (): void => {
    setSince(null);
    recorder.current?.stop();
  };
  return (
    <button
      type="button"
      class="hx-btn"
      aria-pressed={since !== null}
      onClick={() => (since === null ? void start() : stop())}
    >
      {since === null ? "Record" : `Stop recording · ${seconds} s`}
    </button>
  );
}

export function Camera({ onTaken, onProblem }: DeviceProps) {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
    return () => close(stream);
  }, [stream]);
  const start = async (): Promise<void> => {
    onProblem("");
    setStream(await opened({ video: true }, "camera", onProblem));
  };
  const take = (): void => {
    const shown = video.current;
    if (shown === null || shown.videoWidth === 0) return;
    const canvas = document.createElement("canvas");
    canvas.width = shown.videoWidth;
    canvas.height = shown.videoHeight;
    canvas.getContext("2d")?.drawImage(shown, 0, 0);
    canvas.toBlob((picture) => picture && onTaken(picture, "camera.png"), "image/png");
    setStream(null);
  };
  if (stream === null) {
    return (
      <button type="button" class="hx-btn" onClick={() => void start()}>
        Camera
      </button>
    );
  }
  return (
    <>
      <video ref={video} class="hx-camera" autoplay muted playsInline aria-label="What the camera sees" />
      <button type="button" class="hx-btn hx-primary" onClick={take}>
        Take picture
      </button>
      <button type="button" class="hx-btn" onClick={() => setStream(null)}>
        Cancel
      </button>
    </>
  );
}
