/** Everything a cookie needs besides its value and its age. */
export interface CookieSpec {
  readonly name: string;
  readonly path: string;
  /** The cookie is sent to this domain and all below it; without one, to the host alone that set it. */
  readonly domain?: string;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite: "Lax" | "Strict" | "None";
}

/** A cookie to set. */
export interface SetCookie {
  readonly spec: CookieSpec;
  readonly value: string;
  /** seconds; 0 clears it, null ends it with the browser */
  readonly maxAge: number | null;
}

export function clearCookie(spec: CookieSpec): SetCookie {
  return { spec, value: "", maxAge: 0 };
}

/**
 * A Set-Cookie line (RFC 6265, 4.1), which `document.cookie` takes, too. Seals, tokens and languages hold no character that
 * would have to be escaped.
 * @param now milliseconds since the epoch
 */
export function writeCookie({ spec, value, maxAge }: SetCookie, now: number): string {
  const age =
    maxAge === null
      ? []
      : [`Expires=${new Date(maxAge === 0 ? 0 : now + maxAge * 1000).toUTCString()}`, `Max-Age=${maxAge}`];
  return [
    `${spec.name}=${value}`,
    ...age,
    `Path=${spec.path}`,
    ...(spec.domain === undefined ? [] : [`Domain=${spec.domain}`]),
    ...(spec.httpOnly ? ["HttpOnly"] : []),
    ...(spec.secure ? ["Secure"] : []),
    `SameSite=${spec.sameSite}`,
  ].join("; ");
}
