/** What signed in, as its User-Agent tells it: anybody can send any. */
export interface Device {
  /** A browser, an app with a browser in it, a program, a bot; null where it is unknown. */
  readonly browser: string | null;
  readonly system: string | null;
}

const UNKNOWN: Device = { browser: null, system: null };

/** Characters. No longer text is searched for names. */
const MAX_LENGTH = 512;

/** A program that names itself first: `curl/8.5.0`, `python-requests/2.31.0`, `node`. */
const PROGRAM = /^(?!Mozilla\/|Opera\/)([\w.-]{1,40})(?:\/|$)/;

/** Apps that show pages in a browser of their own, and programs that pass for a browser, by what they add to its text. */
const APPS: readonly (readonly [RegExp, string])[] = [
  [/\bKAKAOTALK\b/i, "KakaoTalk"],
  [/\bNAVER\(/, "NAVER"],
  [/\bDaumApps\b/i, "Daum"],
  [/\bLine\/\d/, "LINE"],
  [/\bInstagram \d/, "Instagram"],
  [/\bFBA[NV]\//, "Facebook"],
  [/PowerShell\//, "PowerShell"],
];

/** A bot that names itself as most do: `(compatible; Yeti/1.1; +https://…`. */
const BOT = /\(compatible; ([\w.-]{1,40})\/[\d.]+; ?\+?https?:/;

/** Shorter names than bowser's. */
const SHORT: Readonly<Record<string, string>> = {
  "NAVER Whale Browser": "NAVER Whale",
  "Samsung Internet for Android": "Samsung Internet",
};

/** Names the browser and the system of a User-Agent, without versions: browsers no longer tell true ones. */
export async function deviceOf(userAgent: string | null): Promise<Device> {
  const text = userAgent?.slice(0, MAX_LENGTH).trim() ?? "";
  if (text === "") return UNKNOWN;
  const program = PROGRAM.exec(text)?.[1];
  if (program !== undefined) return { browser: program, system: null };
  // Loaded when it is first needed: most processes never are asked.
  const { default: bowser } = await import("bowser");
  const { browser, os, platform } = bowser.parse(text);
  const { name = "" } = browser;
  const named = /^[\w .-]{1,40}$/.test(name) && name !== "Mozilla" ? name : null;
  const app = APPS.find(([pattern]) => pattern.test(text))?.[1] ?? BOT.exec(text)?.[1];
  const isTablet = os.name === "iOS" && platform.type === "tablet";
  return {
    browser: app ?? (named ? (SHORT[named] ?? named) : null),
    system: (isTablet ? "iPadOS" : os.name) || null,
  };
}
