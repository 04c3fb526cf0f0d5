/** The forged tokens of the transcripts, made anew for each run. */

import type { LiveValues } from "./live_values";

/** Ids of users in the states that the forged tokens are about. */
interface People {
  readonly active: number;
  readonly inactive: number;
}

const NOBODY = 999_999;

/** The forged tokens of the transcripts, by what their names say. */
export function forgeAll(live: LiveValues, { active, inactive }: People): void {
  const now = Math.floor(live.now() / 1000);
  const jti = "0123456789abcdef0123456789abcdef";
  const access = { token_type: "access", exp: now + 180, iat: now, jti, user_id: String(active) };
  const refresh = { ...access, token_type: "refresh", exp: now + 604_800 };
  const without = (claims: Record<string, unknown>, name: string) => ({ ...claims, [name]: undefined });

  const good = live.forge("t_ok", access);
  const [header, payload, signature] = good.split(".") as [string, string, string];
  const unsigned = (head: object) => `${Buffer.from(JSON.stringify(head)).toString("base64url")}.${payload}.`;

  for (const [name, claims] of Object.entries({
    t_expired: { ...access, exp: now - 10 },
    t_exp: { ...access, exp: now - 10 },
    expired: { ...access, exp: now - 10 },
    t_expired_now: { ...access, exp: now },
    t_refresh_as_access: refresh,
    t_no_type: without(access, "token_type"),
    t_wrong_type: { ...access, token_type: "nonsense" },
    t_no_exp: without(access, "exp"),
    t_no_jti: without(access, "jti"),
    t_no_user: without(access, "user_id"),
    t_nouser: without(access, "user_id"),
    t_user_bad: { ...access, user_id: "abc" },
    t_user_null: { ...access, user_id: null },
    t_user_gone: { ...access, user_id: String(NOBODY) },
    t_gone: { ...access, user_id: String(NOBODY) },
    t_user_inactive: { ...access, user_id: String(inactive) },
    t_exp_bad: { ...access, exp: "abc" },
    t_exp_null: { ...access, exp: null },
    t_aud_present: { ...access, aud: "somebody" },
    t_iss_present: { ...access, iss: "somebody" },
    t_sub_int: { ...access, sub: 1 },
    t_jti_int: { ...access, jti: 1 },
    t_iat_future: { ...access, iat: now + 3600 },
    t_nbf_future: { ...access, nbf: now + 3600 },
    t_sliding: { ...access, token_type: "sliding", refresh_exp: now + 86_400 },
    sl: { ...access, token_type: "sliding", refresh_exp: now + 86_400 },
    r_exp: { ...refresh, exp: now - 10 },
    r_noexp: without(refresh, "exp"),
    r_nojti: without(refresh, "jti"),
    r_gone: { ...refresh, user_id: String(NOBODY) },
    r_inact: { ...refresh, user_id: String(inactive) },
    r_baduser: { ...refresh, user_id: "abc" },
    sl_old: { ...access, token_type: "sliding", refresh_exp: now - 10 },
    sl_none: { ...access, token_type: "sliding" },
  })) {
    live.forge(name, claims);
  }
  live.forge("t_wrong_key", access, { key: "another-key-that-is-also-long-enough-for-hs256" });
  live.forge("r_key", refresh, { key: "another-key-that-is-also-long-enough-for-hs256" });
  live.forge("t_hs384", access, { bits: 384 });
  live.forge("t_hs512", access, { bits: 512 });
  live.forge("t_kid", access, { header: { kid: "k1" } });
  live.forge("t_no_typ_header", access, { header: { typ: undefined } });
  live.forge("t_crit", access, { header: { crit: ["x"], x: 1 } });
  live.forge("t_payload_list", "[1,2]");
  live.forge("t_payload_nojson", "no json");
  live.set("t_alg_none", unsigned({ alg: "none", typ: "JWT" }));
  live.set("t_no_alg", `${Buffer.from('{"typ":"JWT"}').toString("base64url")}.${payload}.${signature}`);
  live.set(
    "t_tampered_sig",
    `${header}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`,
  );
  live.set("t_no_sig", `${header}.${payload}.`);
  live.set("t_padded_sig", `${good}=`);
}
