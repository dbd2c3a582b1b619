/** Files that the user hands over, as the messages carry them. */

/** The file's content as base64, without the data: prefix. */
export function asBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(stripped(String(reader.result)));
    reader.onerror = () => reject(reader.error ?? new Error("The file could not be read."));
    reader.readAsDataURL(file);
  });
}

/** A data: URI without its prefix; plain base64 as it is. */
export function stripped(text: string): string {
  return text.startsWith("data:") ? text.slice(text.indexOf(",") + 1) : text;
}

/** What an <img> can show, from a data: URI or plain base64. */
export function asImage(text: string): string {
  return text.startsWith("data:image/") ? text : `data:image/png;base64,${text}`;
}

/** A file from plain base64. */
export function fromBase64(text: string, type = ""): Blob {
  return new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type });
}

/** Hands a text to the user as a file, as the browser saves downloads. */
export function saveFile(name: string, text: string, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // Some browsers begin to read only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
