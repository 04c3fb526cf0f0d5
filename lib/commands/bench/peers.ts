import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { bareHashRate } from "./hashes";
import type { Load } from "./load";
import { CHEAP_HASH, cookieOf, HASHING_CONNECTIONS, PASSWORD, post, rotationLoad, signIn } from "./loads";
import { type Stoppable, startProcess, type Target } from "./target";

/** PBKDF2, which all of them can use, at Django 5.2's cost. */
const ITERATIONS = "1000000";
const WORKERS = String(availableParallelism());
const PEERS = "lib/commands/bench/peers";
const VERSIONS = { "better-auth": "1.7.25", "@libsql/kysely-libsql": "0.4.1", kysely: "0.28.19" };

/** better-auth behind Node's own HTTP server, with which it is fastest; installed in a folder of its own. */
export async function betterAuthLoads(started: Stoppable[]): Promise<Load[]> {
  const folder = path.join(tmpdir(), "latchkey-bench-better-auth");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies: VERSIONS }),
  );
  copyFileSync(`${PEERS}/better_auth.mjs`, path.join(folder, "better_auth.mjs"));
  if (!existsSync(path.join(folder, "node_modules/better-auth"))) {
    spawnSync("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder, stdio: "ignore" });
  }
  const environment = { PORT: "8197", WORKERS, PBKDF2_ITERATIONS: ITERATIONS, DATABASE_FILE: databaseFile() };
  const target = await startProcess([process.execPath, path.join(folder, "better_auth.mjs")], environment);
  started.push(target);
  const origin = { Origin: target.url };
  const user = { email: "bench@example.com", password: PASSWORD };
  const signedUp = await post(`${target.url}/api/auth/sign-up/email`, { ...user, name: "bench" }, origin);
  const cookie = cookieOf(signedUp);
  return [
    { name: "better-auth: get-session", target, path: "/api/auth/get-session", headers: { cookie } },
    {
      name: "better-auth: sign-in, pbkdf2",
      target,
      path: "/api/auth/sign-in/email",
      method: "POST",
      headers: origin,
      body: JSON.stringify(user),
      connections: HASHING_CONNECTIONS,
      measureLimit: bareHashRate("pbkdf2_sha256"),
    },
  ];
}

/** Django with DRF and simplejwt under gunicorn, from the system's packages. */
export async function djangoLoads(started: Stoppable[]): Promise<Load[]> {
  const target = await startDjango("8196", {});
  const rotating = await startDjango("8195", { ...CHEAP_HASH, ROTATE: "1" });
  started.push(target, rotating);
  const signedUp = await post(`${target.url}/user/session_signup`, { username: "bench", password: PASSWORD });
  await post(`${rotating.url}/user/session_signup`, { username: "bench", password: PASSWORD });
  const cookie = cookieOf(signedUp);
  const { access, refresh } = await signIn(target);
  return [
    { name: "Django: me by session", target, path: "/user/me", headers: { cookie } },
    {
      name: "Django: me by bearer",
      target,
      path: "/user/me",
      headers: { authorization: `Bearer ${access}` },
    },
    {
      name: "Django: verify",
      target,
      path: "/api/token/verify/",
      method: "POST",
      body: JSON.stringify({ token: access }),
    },
    {
      name: "Django: refresh",
      target,
      path: "/api/token/refresh/",
      method: "POST",
      body: JSON.stringify({ refresh }),
    },
    await rotationLoad(rotating, "Django: refresh, rotation and blacklist"),
    {
      name: "Django: sign-in, pbkdf2",
      target,
      path: "/user/session_signin",
      method: "POST",
      body: JSON.stringify({ username: "bench", password: PASSWORD }),
      connections: HASHING_CONNECTIONS,
      measureLimit: bareHashRate("pbkdf2_sha256"),
    },
  ];
}

async function startDjango(port: string, extra: Readonly<Record<string, string>>): Promise<Target> {
  const environment = {
    PBKDF2_ITERATIONS: ITERATIONS,
    DATABASE_FILE: databaseFile(),
    PYTHONPATH: PEERS,
    PYTHONDONTWRITEBYTECODE: "1",
    ...extra,
  };
  const migrated = spawnSync(
    "/usr/bin/python3",
    ["-c", "import django_peer; django_peer.on_starting(None)"],
    {
      env: { NODE_ENV: "production", PATH: process.env.PATH, ...environment },
      encoding: "utf8",
    },
  );
  if (migrated.status !== 0) {
    throw new Error(
      `Django is missing (apt-get install python3-django python3-djangorestframework python3-djangorestframework-simplejwt gunicorn): ${migrated.stderr}`,
    );
  }
  const gunicorn = [
    "/usr/bin/python3",
    "/usr/bin/gunicorn",
    "-w",
    WORKERS,
    "-k",
    "gthread",
    "--threads",
    "4",
    "--keep-alive",
    "60",
  ];
  return startProcess(
    [...gunicorn, "-b", `127.0.0.1:${port}`, "--log-level", "error", "django_peer:application"],
    environment,
    `http://127.0.0.1:${port}`,
  );
}

function databaseFile(): string {
  return path.join(mkdtempSync(path.join(tmpdir(), "latchkey-bench-peer-")), "peer.db");
}
