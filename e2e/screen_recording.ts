import { writeFileSync } from "node:fs";
import type { BrowserContext, CDPSession, Page } from "@playwright/test";

/**
 * Records a page as WebM without another program: a second page, the recorder, paints the screencast frames on a canvas
 * and encodes them.
 */
export class ScreenRecording {
  private constructor(
    private readonly recorder: Page,
    private readonly cast: CDPSession,
  ) {}

  static async of(page: Page, context: BrowserContext): Promise<ScreenRecording> {
    const { width = 1280, height = 800 } = page.viewportSize() ?? {};
    const recorder = await context.newPage();
    await recorder.evaluate(startRecording, { width, height });
    const cast = await context.newCDPSession(page);
    cast.on("Page.screencastFrame", async ({ data, sessionId }) => {
      await cast.send("Page.screencastFrameAck", { sessionId }).catch(() => {});
      await recorder.evaluate(paint, data).catch(() => {});
    });
    await page.bringToFront();
    await cast.send("Page.startScreencast", {
      format: "jpeg",
      quality: 85,
      maxWidth: width,
      maxHeight: height,
    });
    return new ScreenRecording(recorder, cast);
  }

  /** Ends the recording and writes it to a file. */
  async save(file: string): Promise<void> {
    await this.cast.send("Page.stopScreencast");
    await this.recorder.bringToFront();
    writeFileSync(file, Buffer.from(await this.recorder.evaluate(stopRecording), "base64"));
    await this.recorder.close();
  }
}

declare global {
  interface Window {
    /** In the recorder page. */
    recording: { canvas: HTMLCanvasElement; recorder: MediaRecorder; chunks: Blob[] };
  }
}

/* The three functions below run in the recorder page. */

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
  window.recording = { canvas, recorder, chunks };
}

async function paint(jpeg: string): Promise<void> {
  const { canvas } = window.recording;
  const bytes = Uint8Array.from(atob(jpeg), (character) => character.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
}

async function stopRecording(): Promise<string> {
  const { recorder, chunks } = window.recording;
  const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
