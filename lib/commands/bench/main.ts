import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { bareHashRate } from "./hashes";
import { type Load, type Measured, measure, median } from "./measure";
import { startApp, startBareNode, startNext, type Target } from "./target";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "4" },
    only: { type: "string", default: "" },
  },
});
const rounds = Number(options.rounds);
const duration = Number(options.seconds);
const HASHERS = ["pbkdf2_sha256", "bcrypt_sha256", "scrypt", "argon2", "pbkdf2_sha1"] as const;
const PASSWORD = "correct horse battery staple";

const [bare, next, app] = await Promise.all([startBareNode(), startNext(), startApp()]);
const hashing = new Map<string, Target>();
for (const hasher of HASHERS) hashing.set(hasher, await startApp({ PASSWORD_HASHERS: hasher }));

const { cookie, access, refresh } = await signUp(app, "bench");
const light = { connections: 32, duration };
const loads: Load[] = [
  { name: "bare node:http", target: bare, path: "/", ...light },
  { name: "trivial route through Next", target: next, path: "/healthz", ...light },
  { name: "/healthz", target: app, path: "/healthz", ...light },
  { name: "/user/me by session", target: app, path: "/user/me", headers: { cookie }, ...light },
  {
    name: "/user/me by bearer",
    target: app,
    path: "/user/me",
    headers: { authorization: `Bearer ${access}` },
    ...light,
  },
  {
    name: "/user/jwt_verify",
    target: app,
    path: "/user/jwt_verify",
    method: "POST",
    bodies: [JSON.stringify({ token: access })],
    ...light,
  },
  {
    name: "/user/jwt_refresh, no rotation",
    target: app,
    path: "/user/jwt_refresh",
    method: "POST",
    bodies: [JSON.stringify({ refresh })],
    ...light,
  },
  { name: "sign-in page", target: app, path: "/session/signin", ...light },
];
for (const [hasher, target] of hashing) {
  await signUp(target, "bench");
  const bodies = [JSON.stringify({ username: "bench", password: PASSWORD })];
  loads.push({
    name: `sign-in, ${hasher}`,
    target,
    path: "/user/session_signin",
    method: "POST",
    bodies,
    connections: availableParallelism() * 2,
    duration,
  });
}

const wanted = loads.filter(({ name }) => name.includes(options.only));
const results = new Map<string, Measured[]>(wanted.map(({ name }) => [name, []]));
// In turn, so that a slow minute of the machine does not fall on one row alone.
for (let round = 0; round < rounds; round += 1) {
  for (const load of wanted) results.get(load.name)?.push(await measure(load));
}

console.log(
  `\n${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores, Node ${process.versions.node}; medians of ${rounds} rounds of ${duration} s\n`,
);
console.log("| | requests/s | p50 ms | p99 ms | CPU ms/request | memory MB | failed |");
console.log("| --- | --- | --- | --- | --- | --- | --- |");
for (const [name, measured] of results) {
  const { rate, p50, p99, cpu, memory, failed } = median(measured);
  console.log(
    `| ${name} | ${rate.toFixed(rate < 100 ? 1 : 0)} | ${p50} | ${p99} | ${cpu?.toFixed(3) ?? "–"} | ${memory?.toFixed(0) ?? "–"} | ${failed} |`,
  );
}
await Promise.all([bare, next, app, ...hashing.values()].map((target) => target.stop()));

console.log("\n| hash alone | per second |\n| --- | --- |");
for (const hasher of HASHERS.filter((name) => `sign-in, ${name}`.includes(options.only))) {
  console.log(`| ${hasher} | ${(await bareHashRate(hasher, duration)).toFixed(1)} |`);
}
process.exit(0);

async function signUp(target: Target, username: string) {
  const post = (path: string) =>
    fetch(target.url + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ username, password: PASSWORD }),
    });
  const session = await post("/user/session_signup");
  const pair = (await (await post("/user/jwt_signin")).json()) as { access: string; refresh: string };
  return { ...pair, cookie: session.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}
