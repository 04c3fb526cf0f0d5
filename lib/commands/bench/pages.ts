import { chromium } from "@playwright/test";
import { findBrowser } from "../browser.js";
import { measurePage, type PageFigures, type Visit } from "./page_figures";
import { startApp } from "./target";

const PAGES = [
  { name: "start", path: "/" },
  { name: "sign-in", path: "/session/signin" },
  { name: "sign-up", path: "/jwt/signup" },
  { name: "account", path: "/account", signedIn: true },
  { name: "account, sign-ins", path: "/account/signins", signedIn: true },
  { name: "account, this browser", path: "/account/browser", signedIn: true },
  { name: "forgotten password", path: "/password_reset" },
  { name: "not found", path: "/no-such-page" },
];

const COLUMNS = ["HTML", "CSS", "JS", "font", "KB in all", "requests", "LCP ms", "CLS"];

/** Prints what each page weighs and when it is painted, in both languages, by a browser on a slow line. */
async function main(): Promise<void> {
  const app = await startApp({ WORKERS: "1", PBKDF2_ITERATIONS: "10000" });
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ["--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  try {
    for (const { path } of PAGES) await fetch(app.url + path);
    console.log(`| ${["page", ...COLUMNS].join(" | ")} |`);
    console.log(`| ${["page", ...COLUMNS].map(() => "---").join(" | ")} |`);
    for (const locale of ["en", "ko"]) {
      for (const { name, ...visit } of PAGES) {
        const figures = await measured(browser, { ...visit, locale, url: app.url });
        console.log(`| ${[`${name}, ${locale}`, ...row(figures)].join(" | ")} |`);
      }
    }
  } finally {
    await browser.close();
    await app.stop();
  }
}

/** The middle one of three visits by its LCP: others use this machine, too. */
async function measured(browser: Parameters<typeof measurePage>[0], visit: Visit): Promise<PageFigures> {
  const all: PageFigures[] = [];
  for (let round = 0; round < 3; round += 1) all.push(await measurePage(browser, visit));
  const [, middle] = all.sort((one, other) => one.lcp - other.lcp);
  if (middle === undefined) throw new Error("three visits have a middle one");
  return middle;
}

function row({ bytes, requests, lcp, cls }: PageFigures): string[] {
  const kinds = [bytes.Document, bytes.Stylesheet, bytes.Script, bytes.Font];
  const all = Object.values(bytes).reduce((sum, size) => sum + size, 0);
  return [
    ...[...kinds, all].map((size) => ((size ?? 0) / 1000).toFixed(1)),
    String(requests),
    lcp.toFixed(0),
    cls.toFixed(3),
  ];
}

await main();
