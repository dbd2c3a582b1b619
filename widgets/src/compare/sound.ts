/** Sounds in the browser: any that it can play as WAV, and their shape to draw. */

/** What most speech models listen at; others are resampled by the kernel. */
const RATE = 16_000;
const PCM = 1;

interface Converted {
  /** null: it cannot be read, and the note says so. */
  blob: Blob | null;
  note: string;
}

/** A WAV file as it is; any other sound that this browser can play as one of 16 kHz. */
export async function asWav(file: Blob): Promise<Converted> {
  const data = await file.arrayBuffer();
  if (isPlainWav(data)) return { blob: file, note: "" };
  const sound = await decoded(data);
  if (sound === null) return { blob: null, note: "This browser cannot read that file as a sound." };
  return {
    blob: new Blob([wavOf(mono(sound), RATE)], { type: "audio/wav" }),
    note: "converted to WAV, 16 kHz",
  };
}

/** The loudest sample of each of `count` equal parts, 0 to 1; null where it cannot be read. */
export async function peaks(url: string, count: number): Promise<number[] | null> {
  const comma = url.indexOf(",");
  const data = Uint8Array.from(atob(url.slice(comma + 1)), (letter) => letter.charCodeAt(0));
  const sound = await decoded(data.buffer);
  if (sound === null) return null;
  const samples = mono(sound);
  const step = samples.length / count;
  return Array.from({ length: count }, (_, part) => {
    let most = 0;
    const end = Math.min(samples.length, Math.ceil((part + 1) * step));
    for (let at = Math.floor(part * step); at < end; at += 1)
      most = Math.max(most, Math.abs(samples[at] ?? 0));
    return Math.min(1, most);
  });
}

async function decoded(data: ArrayBuffer): Promise<AudioBuffer | null> {
  if (typeof OfflineAudioContext === "undefined") return null;
  try {
    return await new OfflineAudioContext(1, 1, RATE).decodeAudioData(data);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function mono(sound: AudioBuffer): Float32Array {
  const mixed = new Float32Array(sound.length);
  for (let channel = 0; channel < sound.numberOfChannels; channel += 1) {
    sound.getChannelData(channel).forEach((value, at) => {
      mixed[at] = (mixed[at] ?? 0) + value / sound.numberOfChannels;
    });
  }
  return mixed;
}

/** Whether it is a WAV file of plain samples, which the kernel reads itself. */
export function isPlainWav(data: ArrayBuffer): boolean {
  if (data.byteLength < 44) return false;
  const view = new DataView(data);
  const word = (at: number): string => String.fromCharCode(...new Uint8Array(data, at, 4));
  return word(0) === "RIFF" && word(8) === "WAVE" && word(12) === "fmt " && view.getUint16(20, true) === PCM;
}

/** 16 bits a sample, one channel. */
export function wavOf(samples: Float32Array, rate: number): ArrayBuffer {
  const data = new ArrayBuffer(44 + samples.length * 2);
  const view = new DataView(data);
  const word = (at: number, text: string): void =>
    [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  word(0, "RIFF");
  view.setUint32(4, data.byteLength - 8, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((value, at) => view.setInt16(44 + at * 2, Math.max(-1, Math.min(1, value)) * 32_767, true));
  return data;
}
