import { randomUUID } from "node:crypto";
import type { Pair } from "../requests";
import { claimsOf, signHs256 } from "../tokens";
import { ROTATING } from "./settings";

/** The refresh token that a Django beside us, with our key, would have made: of no sign-in that we know. */
export function foreign(pair: Pair): Pair {
  const jti = randomUUID().replaceAll("-", "");
  const claims = { ...claimsOf(pair.refresh), sid: undefined, jti };
  return { ...pair, refresh: signHs256(claims, ROTATING.SECRET_KEY) };
}
