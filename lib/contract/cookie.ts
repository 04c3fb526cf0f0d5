/** Everything a cookie needs besides its value and its age. */
export interface CookieSpec {
  readonly name: string;
  readonly path: string;
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
