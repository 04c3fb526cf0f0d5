import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, send } from "@/lib/testing/client";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { userRows } from "@/lib/testing/store/sql";
import { type Comparable, comparable, withoutAddedCode } from "@/lib/testing/wire/comparable";
import { DIFFERENCES, type Difference } from "@/lib/testing/wire/differences";
import { forgeAll } from "@/lib/testing/wire/forged";
import { LiveValues } from "@/lib/testing/wire/live_values";
import { type Exchange, readTranscript } from "@/lib/testing/wire/transcript";

/** The reference project's settings. */
const REFERENCE = {
  ACCESS_TOKEN_LIFETIME: "3m",
  REFRESH_TOKEN_LIFETIME: "7d",
  AUTH_TOKEN_CLASSES: "AccessToken",
  UPDATE_LAST_LOGIN: "false",
};

/** The projects that the transcripts were made with. */
const SCENARIOS = [
  { name: "S1", project: "the reference project", settings: {} },
  {
    name: "S2",
    project: "a project that rotates refresh tokens and blacklists them",
    settings: { ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" },
  },
  { name: "S4", project: "a project without simplejwt's blacklist", settings: {} },
  { name: "S5", project: "a project in Korean", settings: { LANGUAGE_CODE: "ko-kr" } },
] as const;

describe.each(SCENARIOS.map((scenario) => [scenario.project, scenario] as const))(
  "the answers of %s, and ours, which are the same unless a difference is named",
  (_, { name, settings }) => {
    let server: TestServer;
    let live: LiveValues;

    beforeAll(async () => {
      server = await startTestServer({ ...REFERENCE, ...settings });
      live = new LiveValues(server);
    });
    afterAll(() => server.close());

    // In order: later exchanges rest on what earlier ones wrote.
    it.each(readTranscript(name).map((exchange) => [nameOf(exchange), exchange] as const))(
      "%s",
      async (_, exchange) => {
        await prepare(exchange.id, server, live);
        const ours = await replay(exchange, server, live);
        const django = comparable(
          exchange.response.status,
          new Headers(exchange.response.headers.map(([k, v]) => [k, v])),
          exchange.response.body,
        );
        const difference = DIFFERENCES[exchange.id];
        if (difference) expectDifference(ours, difference, exchange);
        else
          expect(withoutDelete(withoutAddedCode(signedUp(ours, exchange), django))).toEqual(
            withoutDelete(django),
          );
      },
    );
  },
);

/** What holds for an exchange, and where to find it in the transcripts. */
function nameOf({ id, title }: Exchange): string {
  const { sentence } = DIFFERENCES[id] ?? {};
  return sentence ? `${title}: ${sentence} (${id})` : `${title} (${id})`;
}

/** Sign-up by session signs in, which the reference project's does not. */
function signedUp(ours: Comparable, { request, response }: Exchange): Comparable {
  if (request.path !== "/user/session_signup" || response.status !== 201) return ours;
  expect(ours.sessionCookie).toBe("HttpOnly; Max-Age=1209600; Path=/; SameSite=Lax");
  return { ...ours, sessionCookie: null };
}

/** The reference project lets nobody delete their account. */
function withoutDelete<T extends { allow: string | null }>(answer: T): T {
  return {
    ...answer,
    allow:
      answer.allow === null
        ? null
        : answer.allow
            .split(", ")
            .filter((method) => method !== "DELETE")
            .sort()
            .join(", "),
  };
}

async function replay({ request }: Exchange, server: TestServer, live: LiveValues) {
  // Headers are sent in Latin-1: bytes of UTF-8 are given to it as such.
  const headers = Object.entries(request.headers).map(([header, value]): [string, string] => [
    header,
    Buffer.from(live.fill(value)).toString("latin1"),
  ]);
  const { method, path, body } = request;
  const answer = await send(server, path, {
    method,
    headers: Object.fromEntries(headers),
    ...(body !== null && { body: live.fill(body) }),
  });
  // A rotation's answer is what later exchanges call the second refresh token.
  const rotated = /"refresh":"([^"]+)"/.exec(answer.text)?.[1];
  if (rotated && request.path === "/api/token/refresh/") live.set("refresh2", rotated);
  return comparable(answer.status, headersOf(answer), answer.text);
}

function headersOf({ rawHeaders }: Answer): Headers {
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2)
    headers.append(rawHeaders[index] ?? "", rawHeaders[index + 1] ?? "");
  return headers;
}

function expectDifference(ours: Comparable, difference: Difference, { response }: Exchange) {
  expect(ours.status, difference.sentence).toBe(difference.status ?? response.status);
  const body = ours.body as Record<string, unknown>;
  if (difference.code) expect(body.code, difference.sentence).toBe(difference.code);
  if (difference.fields) expect(Object.keys(body), difference.sentence).toEqual(difference.fields);
}

/** What the reference project's state was before an exchange, where exchanges that are not in the transcript made it. */
async function prepare(id: string, server: TestServer, live: LiveValues): Promise<void> {
  const steps: Record<string, () => Promise<void>> = {
    // Somebody whose name is stored in its normalised form.
    "S1.c14": () => signUp(server, "ＡＢＣ", "x"),
    // Tokens of every kind, lee being the inactive user.
    "S1.c17": () => forge(server, live, "lee"),
    // A browser that is signed in.
    "S1.c18": () => live.signIn("mseo", "1234", { sid: "sid" }),
    // Two people who are signed in.
    "S1.d2": async () => {
      await live.signIn("mseo", "1234", { sid: "sid", access: "access", refresh: "refresh" });
      await live.signIn("kim", "pässwörd", { access: "kim" });
    },
    // What other requests had changed.
    "S1.f_expired_now": async () => {
      await server.sql`UPDATE auth_user SET is_active = false WHERE username = 'lee'`;
      await server.sql`UPDATE auth_user SET age = 26 WHERE username = 'mseo'`;
    },
    // A token pair that nobody has used.
    "S1.h1": () => live.signIn("mseo", "1234", { access: "access", refresh: "refresh" }),
    // A session and an access token, which a change of the password is to end.
    "S1.l0": () => live.signIn("mseo", "1234", { sid: "sid", access: "acc2" }),
    // The change of the password.
    "S1.l1": async () => {
      await server.sql`
        UPDATE auth_user SET password = 'pbkdf2_sha256$1$salt$another' WHERE username = 'mseo'`;
    },
    // A session to sign out of.
    "S1.l5": () => live.signIn("kim", "pässwörd", { sid: "sid" }),
    // A token pair to rotate.
    "S2.a1": () => live.signIn("mseo", "1234", { access: "access", refresh: "refresh" }),
    // A token pair to blacklist, and tokens of every kind.
    "S4.a1": async () => {
      await live.signIn("mseo", "1234", { refresh: "refresh" });
      await forge(server, live, "mseo");
    },
    // An access token.
    "S5.a12": () => live.signIn("mseo", "1234", { access: "access" }),
    // Tokens of every kind.
    "S5.a9": () => forge(server, live, "mseo"),
  };
  await steps[id]?.();
}

async function signUp(server: TestServer, username: string, password: string): Promise<void> {
  await send(server, "/user/session_signup", { json: { username, password } });
}

async function forge(server: TestServer, live: LiveValues, inactive: string): Promise<void> {
  const idOf = async (username: string) =>
    (await userRows(server.sql)).find((user) => user.username === username)?.id ?? Number.NaN;
  forgeAll(live, { active: await idOf("mseo"), inactive: await idOf(inactive) });
}
