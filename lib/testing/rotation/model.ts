/** Sign-ins, tokens and endings as plain data: what a server must answer, one request after another. */

/** The settings that the model knows. */
export interface ModelRules {
  readonly rotate: boolean;
  readonly blacklist: boolean;
  /** seconds */
  readonly grace: number;
  readonly accessLifetime: number;
  readonly refreshLifetime: number;
}

interface User {
  exists: boolean;
  active: boolean;
  /** Which of their passwords is stored. */
  password: number;
}

interface Family {
  readonly user: User;
  readonly password: number;
  ended: boolean;
}

interface Token {
  readonly family: number;
  /** seconds */
  readonly iat: number;
  readonly exp: number;
}

interface RefreshToken extends Token {
  blacklisted: boolean;
  successor: number | null;
  /** milliseconds */
  rotatedAt: number;
}

/** What must be answered. Tokens are numbers: those of the same kind in the order in which they were first handed out. */
export type Expected =
  | { readonly kind: "pair"; readonly access: number; readonly refresh: number | null }
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly why: Refusal };

export type Refusal =
  | "Token is invalid"
  | "Token is expired"
  | "Token is blacklisted"
  | "no_active_account"
  | "password_changed"
  | "user_not_found"
  | "user_inactive";

/** How far ahead of the clock a rotation may lie. */
const MAX_AHEAD_SECONDS = 5;

const DONE: Expected = { kind: "done" };

function refused(why: Refusal): Expected {
  return { kind: "refused", why };
}

/** What the sign-ins, tokens and endings of a few users mean, as plain data: one request after another. */
export class Model {
  readonly users: User[];
  readonly families: Family[] = [];
  readonly accesses: Token[] = [];
  readonly refreshes: RefreshToken[] = [];

  constructor(
    readonly rules: ModelRules,
    users: number,
    /** milliseconds */
    public now: number,
  ) {
    this.users = Array.from({ length: users }, () => ({ exists: true, active: true, password: 0 }));
  }

  signIn(user: number): Expected {
    const who = this.user(user);
    if (!who.exists || !who.active) return refused("no_active_account");
    this.families.push({ user: who, password: who.password, ended: false });
    return this.#pair(this.families.length - 1, this.#newRefresh(this.families.length - 1));
  }

  refresh(index: number): Expected {
    const token = this.refreshToken(index);
    const family = this.family(token);
    const unsound = this.#unsound(token);
    if (unsound) return unsound;
    if (token.blacklisted && token.successor === null) return refused("Token is blacklisted");
    if (!family.user.exists || !family.user.active) return refused("no_active_account");
    if (family.ended) return refused("Token is blacklisted");
    if (family.password !== family.user.password) return refused("password_changed");
    if (token.successor !== null) return this.#repeat(token, token.successor);
    if (!this.rules.rotate) return this.#pair(token.family, null);
    const successor = this.#newRefresh(token.family);
    if (this.rules.blacklist) Object.assign(token, { blacklisted: true, successor, rotatedAt: this.now });
    return this.#pair(token.family, successor);
  }

  #repeat(token: RefreshToken, successor: number): Expected {
    const next = this.refreshToken(successor);
    const { grace } = this.rules;
    // A rotation further in the future is the work of a clock that was set back.
    const maxAhead = Math.min(grace, MAX_AHEAD_SECONDS);
    const inGrace =
      grace > 0 && token.rotatedAt <= this.now + maxAhead * 1000 && this.now < token.rotatedAt + grace * 1000;
    if (inGrace && next.successor === null && !next.blacklisted) return this.#pair(token.family, successor);
    this.#end(token.family);
    return refused("Token is blacklisted");
  }

  signOut(index: number): Expected {
    const token = this.refreshToken(index);
    const family = this.family(token);
    const unsound = this.#unsound(token);
    if (unsound) return unsound;
    if (family.ended) return refused("Token is blacklisted");
    if (family.user.exists) this.#end(token.family);
    return DONE;
  }

  blacklist(index: number): Expected {
    const token = this.refreshToken(index);
    const unsound = this.#unsound(token);
    if (unsound) return unsound;
    if (token.blacklisted) return refused("Token is blacklisted");
    token.blacklisted = true;
    return DONE;
  }

  /** An access token at an endpoint for signed-in users. */
  use(index: number): Expected {
    const token = at(this.accesses, index);
    const family = this.family(token);
    const unsound = this.#unsound(token);
    if (unsound) return unsound;
    if (!family.user.exists) return refused("user_not_found");
    if (!family.user.active) return refused("user_inactive");
    if (family.ended) return refused("Token is blacklisted");
    return family.password === family.user.password ? DONE : refused("password_changed");
  }

  /** What is recorded of their sign-ins and tokens stays, as it does in simplejwt's tables. */
  delete(user: number): void {
    this.user(user).exists = false;
  }

  user(index: number): User {
    return at(this.users, index);
  }

  refreshToken(index: number): RefreshToken {
    return at(this.refreshes, index);
  }

  family({ family }: Token): Family {
    return at(this.families, family);
  }

  #unsound({ iat, exp }: Token): Expected | null {
    const second = Math.floor(this.now / 1000);
    if (iat > second) return refused("Token is invalid");
    return exp <= second ? refused("Token is expired") : null;
  }

  #end(family: number): void {
    at(this.families, family).ended = true;
    for (const token of this.refreshes) if (token.family === family) token.blacklisted = true;
  }

  #newRefresh(family: number): number {
    const iat = Math.floor(this.now / 1000);
    const exp = iat + this.rules.refreshLifetime;
    this.refreshes.push({ family, iat, exp, blacklisted: false, successor: null, rotatedAt: 0 });
    return this.refreshes.length - 1;
  }

  #pair(family: number, refresh: number | null): Expected {
    const iat = Math.floor(this.now / 1000);
    this.accesses.push({ family, iat, exp: iat + this.rules.accessLifetime });
    return { kind: "pair", access: this.accesses.length - 1, refresh };
  }
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`there is no ${index} among ${list.length}`);
  return found;
}
