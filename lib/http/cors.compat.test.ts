import { describe, expect, test } from "vitest";
import { send } from "@/lib/testing/client";
import { callDjango, isCorsHeadersMissing } from "@/lib/testing/django/django";
import { withServer } from "@/lib/testing/server";

interface DjangosAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

const ALLOWED = ["https://app.example.com", "http://localhost:5173"];
const ORIGINS = [
  ...ALLOWED,
  "https://evil.example",
  "https://app.example.com:8443",
  "http://app.example.com",
  "https://app.example.com.evil.example",
  "https://sub.app.example.com",
  "https://x@app.example.com",
  "null",
  undefined,
];
/** Browsers send these whatever a server allows; django-cors-headers 3 still lists them. */
const FORBIDDEN = ["accept-encoding", "dnt", "origin"];

/** A request and a preflight from each origin. */
const REQUESTS = ORIGINS.flatMap((origin) =>
  ["GET", "OPTIONS"].map((method) => ({
    method,
    headers: {
      ...(origin !== undefined && { Origin: origin }),
      ...(method === "OPTIONS" && { "Access-Control-Request-Method": "GET" }),
    },
  })),
);

const words = (list: unknown): string[] =>
  String(list ?? "")
    .split(/, */)
    .filter(Boolean)
    .sort();

describe.skipIf(isCorsHeadersMissing)("django-cors-headers with the same settings", () => {
  test.each([true, false])("lets the same pages read, with credentials %s", async (credentials) => {
    const theirs = callDjango(
      REQUESTS.map(({ method, headers }) => ["cors_headers", method, headers]),
      { CORS_ALLOWED_ORIGINS: ALLOWED, CORS_ALLOW_CREDENTIALS: credentials },
    ) as DjangosAnswer[];
    const environment = {
      CORS_ALLOWED_ORIGINS: ALLOWED.join(","),
      CORS_ALLOW_CREDENTIALS: String(credentials),
    };
    await withServer(environment, async (server) => {
      for (const [index, sent] of REQUESTS.entries()) {
        const { headers: django } = theirs[index] as DjangosAnswer;
        const { status, headers } = await send(server, "/user/me", sent);
        const label = JSON.stringify(sent);
        if (sent.method === "OPTIONS") expect(status, label).toBe(theirs[index]?.status);
        expect(
          words(headers.vary).map((word) => word.toLowerCase()),
          label,
        ).toContain("origin");
        for (const name of ["access-control-allow-origin", "access-control-max-age"])
          expect(headers[name], label).toBe(django[name]);
        expect(words(headers["access-control-allow-headers"]), label).toEqual(
          words(django["access-control-allow-headers"]).filter((name) => !FORBIDDEN.includes(name)),
        );
        // Theirs says so to every origin, which no browser reads without the origin's own header.
        if (django["access-control-allow-origin"] !== undefined)
          expect(headers["access-control-allow-credentials"], label).toBe(
            django["access-control-allow-credentials"],
          );
        else expect(headers).not.toHaveProperty("access-control-allow-credentials");
      }
    });
  });
});
