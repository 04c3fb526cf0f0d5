import type { Claims } from "@/lib/credentials/jwt/decode";
import { FAMILY_CLAIM } from "@/lib/credentials/jwt/token_class";
import { adoptToken } from "@/lib/store/refresh_tokens";
import type { RefreshTokenRow } from "@/lib/store/token_state";
import type { User } from "@/lib/store/users";
import { type Call, seconds } from "./call";
import { newFamily, outstandingToken } from "./token_pair";

interface Joining {
  readonly claims: Claims;
  readonly user: User;
  readonly row: RefreshTokenRow | null;
  readonly jti: string;
  readonly token: string;
}

/**
 * The family of a sound refresh token. One that another service made with our key (a Django beside us) joins the
 * family it names, or becomes the first of one named after it, and is from then on rotated and ended like ours.
 */
export async function joinFamily(call: Call, { claims, user, row, jti, token }: Joining): Promise<string> {
  if (row !== null && row.familyId !== null) return row.familyId;
  const named = claims[FAMILY_CLAIM];
  const familyId = typeof named === "string" ? named : jti;
  const { iat, exp } = claims as { iat?: number; exp: number };
  const outstanding = outstandingToken(token, { jti, iat: iat ?? seconds(call.now), exp });
  await adoptToken(call.store, newFamily(call, user, familyId), outstanding);
  return familyId;
}
