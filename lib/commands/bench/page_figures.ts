import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";

/** A visit with an empty cache. */
export interface Visit {
  /** The origin of the app. */
  readonly url: string;
  readonly path: string;
  readonly locale: string;
  /** By session, under an account made for this visit. */
  readonly signedIn?: boolean;
}

export interface PageFigures {
  /** Bytes as they were transferred, headers included, by the kind of resource (CDP's Network.ResourceType). */
  readonly bytes: Readonly<Record<string, number>>;
  readonly requests: number;
  /** Largest contentful paint, milliseconds. */
  readonly lcp: number;
  /** Cumulative layout shift, without unit. */
  readonly cls: number;
}

/** Lighthouse's slow 4G: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up. Bytes a second. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };

/** Opens a page on a slow line and measures it until it is quiet. */
export async function measurePage(browser: Browser, visit: Visit): Promise<PageFigures> {
  const context = await browser.newContext({ locale: visit.locale });
  try {
    if (visit.signedIn) {
      const data = { username: `bench-${randomUUID()}`, password: "a bench password" };
      await context.request.post(`${visit.url}/user/session_signup`, { data });
    }
    const page = await context.newPage();
    await page.addInitScript({ content: OBSERVE_PAINT });
    const transferred = await watchTransfers(page);
    await page.goto(visit.url + visit.path);
    await page.waitForLoadState("networkidle");
    const { lcp = "0", cls = "0" } = await page.evaluate(() => ({ ...document.documentElement.dataset }));
    return { ...transferred(), lcp: Number(lcp), cls: Number(cls) };
  } finally {
    await context.close();
  }
}

/** Runs in the page: leaves its figures as attributes of the root. A text, since tsx would add helpers to a function. */
const OBSERVE_PAINT = `
  let shifts = 0;
  const note = (name, value) => { document.documentElement.dataset[name] = value; };
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) note("lcp", startTime);
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) shifts += value;
    note("cls", shifts);
  }).observe({ type: "layout-shift", buffered: true });
`;

/** Slows the page's line down and counts what comes over it. */
async function watchTransfers(page: Page): Promise<() => Pick<PageFigures, "bytes" | "requests">> {
  const kinds = new Map<string, string>();
  const bytes: Record<string, number> = {};
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", SLOW_4G);
  devtools.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? "Other";
    bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
  });
  return () => ({ bytes, requests: kinds.size });
}
