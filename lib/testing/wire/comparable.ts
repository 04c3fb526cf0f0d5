/** Brings answers of Django and of ours into a form in which they can be compared. */

/** An answer without what differs from run to run: tokens as their claims, times as lifetimes, ids as names. */
export interface Comparable {
  readonly status: number;
  readonly challenge: string | null;
  readonly allow: string | null;
  readonly contentType: string | null;
  readonly security: readonly (string | null)[];
  readonly sessionCookie: string | null;
  readonly body: unknown;
}

const SECURITY_HEADERS = [
  "X-Frame-Options",
  "X-Content-Type-Options",
  "Referrer-Policy",
  "Cross-Origin-Opener-Policy",
];

export function comparable(status: number, headers: Headers, body: string): Comparable {
  return {
    status,
    challenge: headers.get("WWW-Authenticate"),
    allow: headers.get("Allow"),
    contentType: body === "" ? null : headers.get("Content-Type"),
    security: SECURITY_HEADERS.map((name) => headers.get(name)),
    sessionCookie: sessionCookie(headers),
    body:
      headers.get("Content-Type") === "application/json" && body !== ""
        ? withoutRunValues(JSON.parse(body))
        : body,
  };
}

/** The session cookie's attributes, or that it was taken back. The value is each service's own. */
function sessionCookie(headers: Headers): string | null {
  const line = headers.getSetCookie().find((cookie) => cookie.startsWith("sessionid="));
  if (line === undefined) return null;
  const attributes = line
    .split("; ")
    .slice(1)
    .filter((attribute) => !/^expires=/i.test(attribute));
  return attributes.includes("Max-Age=0") ? "taken back" : attributes.sort().join("; ");
}

function withoutRunValues(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRunValues);
  if (typeof value === "string") return claimsOf(value) ?? value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, name === "id" ? "an id" : withoutRunValues(part)]),
  );
}

/** Header and claims of a token, times as lifetimes; null for what is none. */
function claimsOf(text: string): unknown {
  if (!/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/.test(text)) return null;
  const [header, claims] = text
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));
  const { iat, exp, jti, user_id, refresh_exp, sid: _family, ...others } = claims;
  return {
    header,
    lifetime: exp - iat,
    refreshLifetime: refresh_exp === undefined ? null : refresh_exp - iat,
    jti: /^[0-9a-f]{32}$/.test(jti) ? "32 hex digits" : jti,
    user: typeof user_id === "string" && /^\d+$/.test(user_id) ? "an id in a string" : user_id,
    others,
    order: Object.keys(claims).filter((name) => name !== "sid"),
  };
}

/** Our answer without `code` where Django's has none. */
export function withoutAddedCode(ours: Comparable, django: Comparable): Comparable {
  if (!isRecord(ours.body) || !isRecord(django.body) || "code" in django.body || !("code" in ours.body))
    return ours;
  const { code: _added, ...body } = ours.body;
  return { ...ours, body };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
