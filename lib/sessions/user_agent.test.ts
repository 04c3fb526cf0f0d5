import { describe, expect, it, test } from "vitest";
import { deviceOf } from "./user_agent";

const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0";
const WEBVIEW =
  "AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/114.0.5735.196 Mobile Safari/537.36";
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

describe("a User-Agent is named", () => {
  test.each([
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`, "Chrome", "Windows"],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/142.0.0.0`,
      "Microsoft Edge",
      "Windows",
    ],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME} Safari/537.36`, "Chrome", "Chrome OS"],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Whale/3.24.223.21 Safari/537.36`,
      "NAVER Whale",
      "Windows",
    ],
    [
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
      "Samsung Internet",
      "Android",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0",
      "Firefox",
      "macOS",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
      "Safari",
      "macOS",
    ],
    [
      "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
      "Safari",
      "iPadOS",
    ],
    [`${IPHONE} CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1`, "Chrome", "iOS"],
    [
      `Mozilla/5.0 (Linux; Android 13; SM-S908N Build/TP1A.220624.014; wv) ${WEBVIEW};KAKAOTALK 2410230`,
      "KakaoTalk",
      "Android",
    ],
    [`${IPHONE} Mobile/15E148 KAKAOTALK 10.4.5`, "KakaoTalk", "iOS"],
    [
      `Mozilla/5.0 (Linux; Android 13; SM-S908N) ${WEBVIEW} NAVER(inapp; search; 2000; 12.1.0)`,
      "NAVER",
      "Android",
    ],
    [
      `${IPHONE} Version/16.3 Mobile/15E148 Safari/604.1 NAVER(inapp; search; 1000; 12.1.0; 13PRO)`,
      "NAVER",
      "iOS",
    ],
    [`${IPHONE} Mobile/21A329 Instagram 309.1.1.28.108`, "Instagram", "iOS"],
    [`${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/440.0]`, "Facebook", "iOS"],
    ["curl/8.5.0", "curl", null],
    ["python-requests/2.31.0", "python-requests", null],
    ["okhttp/4.12.0", "okhttp", null],
    ["Go-http-client/2.0", "Go-http-client", null],
    ["PostmanRuntime/7.36.0", "PostmanRuntime", null],
    ["node", "node", null],
    ["MyApp/1.0 CFNetwork/1490.0.4 Darwin/23.2.0", "MyApp", null],
    [
      "Mozilla/5.0 (Windows NT; Windows NT 10.0; ko-KR) WindowsPowerShell/5.1.19041.3803",
      "PowerShell",
      "Windows",
    ],
    ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot", null],
    ["Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)", "Yeti", null],
    [
      "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
      "GPTBot",
      null,
    ],
  ])("%s", async (userAgent, browser, system) => {
    expect(await deviceOf(userAgent)).toEqual({ browser, system });
  });
});

it.each([
  null,
  "",
  " ",
  "Mozilla/5.0",
  "x".repeat(300),
  "<b>Something/1</b>",
  "\u0000",
  "Mozilla/5.0 (constructor) __proto__",
])("%j is no device that is known", async (userAgent) => {
  expect(await deviceOf(userAgent)).toEqual({ browser: null, system: null });
});

it("no text takes longer than another of its length by more than a search does", async () => {
  const parts = [
    "a",
    " ",
    "(",
    "Mozilla/5.0 ",
    "Chrome/",
    "Version/1 ",
    "Opera/",
    ";",
    "/",
    "Mobile ",
    "compatible; ",
    "1.",
    "Windows NT ",
  ];
  for (const part of parts) {
    const text = `Mozilla/5.0 ${part.repeat(100_000)}`;
    const began = process.cpuUsage();
    await deviceOf(text);
    const { user } = process.cpuUsage(began);
    expect(user, part).toBeLessThan(200_000);
  }
});
