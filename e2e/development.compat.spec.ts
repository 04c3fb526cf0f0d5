import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { migrate } from "../lib/store/migrations/migrate";
import { DEVELOPMENT, serverEnvironment } from "./app";

const ROOT = path.resolve(import.meta.dirname, "..");
/** Next.js compiles what is asked for, with which it takes long on a busy machine. */
const TIMEOUT = 180_000;

test("npm run dev, without an .env: inline styles are refused as in production, those of the overlay are not; mails are shown", async ({
  page,
}) => {
  test.setTimeout(TIMEOUT);
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-dev-"));
  const settings = { ...DEVELOPMENT, HOST: "127.0.0.1", PORT: "0", DATABASE_URL: `file:${folder}/dev.db` };
  await migrate(settings.DATABASE_URL);
  const dev = spawn(process.execPath, ["--import", "tsx", "lib/commands/dev.ts"], {
    cwd: ROOT,
    env: serverEnvironment(settings),
  });
  const [address, mailbox] = [printed(dev, /Local: +(http:\S+)/), printed(dev, /Mails are shown on (\S+)/)];
  try {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    const response = await page.goto(await address, { timeout: TIMEOUT });
    expect(response?.status()).toBe(200);
    await expect.poll(() => page.evaluate(refusedOfOverlay), { timeout: TIMEOUT }).toBe(0);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(coloursOfInjected)).toEqual(["inherited", "inherited", "inherited"]);
    await expectMail(page, await address, await mailbox);
  } finally {
    const ended = new Promise((resolve) => dev.once("exit", resolve));
    dev.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
});

/** What a server prints that the group of the pattern matches. */
function printed(dev: ChildProcess, pattern: RegExp): Promise<string> {
  let output = "";
  return new Promise((resolve, reject) => {
    dev.stdout?.on("data", (chunk: Buffer) => {
      output += chunk;
      const text = pattern.exec(output)?.[1];
      if (text !== undefined) resolve(text);
    });
    dev.once("exit", () => reject(new Error(output)));
  });
}

/** Who asks for a link to set a new password finds it in the mailbox. */
async function expectMail({ request }: Page, address: string, mailbox: string): Promise<void> {
  const email = "someone@example.com";
  const post = (path: string, data: object) => request.post(address + path, { data, timeout: TIMEOUT });
  await post("/user/session_signup", { username: "someone", password: "a long enough one", email });
  expect((await post("/user/password_reset", { email })).status()).toBe(204);
  await expect
    .poll(async () => (await request.get(mailbox)).text(), { timeout: TIMEOUT })
    .toMatch(/href="http[^"]*\/reset\//);
}

/** How many of the overlay's styles were refused; null before it has any. */
function refusedOfOverlay(): number | null {
  const styles = document.querySelector("nextjs-portal")?.shadowRoot?.querySelectorAll("style") ?? [];
  return styles.length === 0 ? null : [...styles].filter(({ sheet }) => !sheet?.cssRules.length).length;
}

/** Of what has a style of its own: by an attribute, by an element in the text, by one that a script makes. */
function coloursOfInjected(): string[] {
  const red = "color: rgb(255, 0, 0)";
  document.body.insertAdjacentHTML(
    "beforeend",
    `<i id="a" style="${red}"></i><style>#b { ${red} }</style><i id="b"></i><i id="c"></i>`,
  );
  const style = document.createElement("style");
  style.textContent = `#c { ${red} }`;
  document.head.appendChild(style);
  return ["a", "b", "c"].map((id) => {
    const element = document.getElementById(id);
    return element && getComputedStyle(element).color === "rgb(255, 0, 0)" ? "red" : "inherited";
  });
}
