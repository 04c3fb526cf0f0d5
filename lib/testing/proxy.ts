/** Real proxies in front of a test's servers, each with a configuration as a document has it. */

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { vi } from "vitest";
import { freePort } from "./free_port";

export interface RunningProxy {
  readonly url: string;
  stop(): Promise<void>;
}

/** Whether tests of a proxy are left out. In CI they fail instead. */
export function isMissing(program: "nginx" | "caddy"): boolean {
  const version = program === "nginx" ? "-v" : "version";
  return spawnSync(program, [version]).status !== 0 && !process.env.CI;
}

/** The code block of a document between the comments `<!-- name -->` and `<!-- /name -->`. */
export function blockOf(document: string, name: string): string {
  const text = readFileSync(document, "utf8");
  const [, block] = text.split(`<!-- ${name} -->`)[1]?.match(/```\w+\n([\s\S]*?)```/) ?? [];
  if (block === undefined) throw new Error(`${document} has no block ${name}`);
  return block;
}

/**
 * Starts nginx with a configuration of its `http` block. @param replaced what stands in it, and by what it is replaced: other addresses
 */
export async function startNginx(
  http: string,
  replaced: Readonly<Record<string, string>>,
): Promise<RunningProxy> {
  const port = await freePort();
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const own = replaceAll(http.replace(/ssl_certificate.*\n/g, ""), {
    "listen 443 ssl": `listen 127.0.0.1:${port}`,
    ...replaced,
  });
  const text = `daemon off; ${user} worker_processes 1; pid nginx.pid; events {}
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
  ${own}
}`;
  return start(port, "nginx.conf", text, (folder, file) => [
    "nginx",
    ["-e", path.join(folder, "error.log"), "-p", folder, "-c", file],
  ]);
}

/** Starts Caddy with a Caddyfile. @param site the name of the site in it */
export async function startCaddy(
  caddyfile: string,
  site: string,
  replaced: Readonly<Record<string, string>>,
): Promise<RunningProxy> {
  const port = await freePort();
  const own = replaceAll(caddyfile, { [`${site} {`]: `http://:${port} {`, ...replaced });
  const text = `{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}\n${own}`;
  return start(port, "Caddyfile", text, (_folder, file) => [
    "caddy",
    ["run", "--adapter", "caddyfile", "--config", file],
  ]);
}

function replaceAll(text: string, replaced: Readonly<Record<string, string>>): string {
  return Object.entries(replaced).reduce((done, [from, to]) => {
    if (!done.includes(from)) throw new Error(`the configuration has no ${from}`);
    return done.replaceAll(from, to);
  }, text);
}

async function start(
  port: number,
  name: string,
  text: string,
  command: (folder: string, file: string) => [program: string, args: string[]],
): Promise<RunningProxy> {
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-proxy-"));
  const file = path.join(folder, name);
  writeFileSync(file, text);
  const [program, args] = command(folder, file);
  const child = spawn(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  let printed = "";
  child.stderr.on("data", (chunk) => {
    printed += chunk;
  });
  const url = `http://127.0.0.1:${port}`;
  await vi.waitFor(
    async () => {
      if (child.exitCode !== null) throw new Error(`${program} ended: ${printed}`);
      await fetch(url, { method: "HEAD", redirect: "manual" });
    },
    { timeout: 15_000 },
  );
  return {
    url,
    async stop() {
      const exited = once(child, "exit");
      // Not SIGKILL: nginx's workers would be left.
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
