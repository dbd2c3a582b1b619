/** A sound to listen to, with its shape; a click on the shape goes there. */

import { useEffect, useRef, useState } from "preact/hooks";

import { peaks } from "./sound";

const BARS = 120;
const HEIGHT = 36;

export function Player({ url, label }: { url: string; label: string }) {
  const audio = useRef<HTMLAudioElement>(null);
  const shape = usePeaks(url);
  const [share, setShare] = useState(0);
  const seek = (event: MouseEvent): void => {
    const drawn = (event.currentTarget as Element).getBoundingClientRect();
    const sound = audio.current;
    if (sound === null || !Number.isFinite(sound.duration) || drawn.width === 0) return;
    sound.currentTime = ((event.clientX - drawn.left) / drawn.width) * sound.duration;
  };
  return (
    <div class="hx-player">
      {shape !== null && (
        <svg
          viewBox={`0 0 ${BARS * 3} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`Waveform: ${label}`}
          onClick={seek}
        >
          {shape.map((peak, at) => {
            const tall = Math.max(1, peak * HEIGHT);
            return (
              <rect
                key={at}
                class={at / BARS < share ? "hx-played" : undefined}
                x={at * 3}
                y={(HEIGHT - tall) / 2}
                width={2}
                height={tall}
              />
            );
          })}
        </svg>
      )}
      <audio
        ref={audio}
        controls
        preload="metadata"
        src={url}
        aria-label={label}
        onTimeUpdate={(event) => {
          const { currentTime, duration } = event.currentTarget;
          setShare(duration > 0 ? currentTime / duration : 0);
        }}
      />
    </div>
  );
}

function usePeaks(url: string): number[] | null {
  const [shape, setShape] = useState<number[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    setShape(null);
    void peaks(url, BARS).then((found) => isWanted && setShape(found));
    return () => {
      isWanted = false;
    };
  }, [url]);
  return shape;
}
