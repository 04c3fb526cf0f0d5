import { writeFileSync } from "node:fs";
import type { BrowserContext, CDPSession, Page } from "@playwright/test";

/**
 * Films a page: the browser itself encodes what it shows (screencast frames painted on a canvas, recorded as WebM), so
 * that no other program is needed.
 */
export class Film {
  private constructor(
    private readonly studio: Page,
    private readonly cast: CDPSession,
  ) {}

  static async of(page: Page, context: BrowserContext): Promise<Film> {
    const { width = 1280, height = 800 } = page.viewportSize() ?? {};
    const studio = await context.newPage();
    await studio.evaluate(startRecording, { width, height });
    const cast = await context.newCDPSession(page);
    cast.on("Page.screencastFrame", async ({ data, sessionId }) => {
      await cast.send("Page.screencastFrameAck", { sessionId }).catch(() => {});
      await studio.evaluate(paint, data).catch(() => {});
    });
    await page.bringToFront();
    await cast.send("Page.startScreencast", {
      format: "jpeg",
      quality: 85,
      maxWidth: width,
      maxHeight: height,
    });
    return new Film(studio, cast);
  }

  /** Ends the film and writes it. */
  async save(file: string): Promise<void> {
    await this.cast.send("Page.stopScreencast");
    await this.studio.bringToFront();
    writeFileSync(file, Buffer.from(await this.studio.evaluate(stopRecording), "base64"));
    await this.studio.close();
  }
}

interface Studio {
  canvas: HTMLCanvasElement;
  recorder: MediaRecorder;
  chunks: Blob[];
}

/* The three functions below run in the studio page. */

function startRecording({ width, height }: { width: number; height: number }): void {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  document.body.append(canvas);
  const recorder = new MediaRecorder(canvas.captureStream(25), {
    mimeType: "video/webm",
    videoBitsPerSecond: 4_000_000,
  });
  const chunks: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => chunks.push(data));
  recorder.start();
  Object.assign(window, { studio: { canvas, recorder, chunks } });
}

async function paint(jpeg: string): Promise<void> {
  const { canvas } = (window as unknown as { studio: Studio }).studio;
  const bytes = Uint8Array.from(atob(jpeg), (character) => character.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
}

async function stopRecording(): Promise<string> {
  const { recorder, chunks } = (window as unknown as { studio: Studio }).studio;
  const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
