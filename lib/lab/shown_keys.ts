import type { LabHolder, LabKey, LabKeyKind, LabRow } from "@/lib/contract/lab";
import { sha256 } from "@/lib/credentials/digest";
import { unsealSessionKey } from "@/lib/credentials/seal";
import type { LabKeyRow } from "@/lib/store/lab/keys";
import type { Lab } from "./open_labs";
import { claimsOf, type TokenClaims } from "./token_claims";

/** The credentials of a lab with the rows that they lead to. */
export async function shownKeys(
  lab: Pick<Lab, "settings">,
  keys: readonly LabKeyRow[],
  rows: readonly LabRow[],
): Promise<LabKey[]> {
  const places = placesIn(keys);
  return Promise.all(
    keys.map(async (key): Promise<LabKey> => {
      const claims = key.kind === "session" ? null : claimsOf(key.raw);
      const row = claims === null ? await sessionRow(lab, key.raw, rows) : tokenRow(key.kind, claims, rows);
      return {
        ...key,
        holder: key.holder as LabHolder,
        kind: key.kind as LabKeyKind,
        row: row !== undefined && (row.state === "live" || row.state === "rotated") ? row.id : null,
        place: claims === null ? null : (places.get(claims.jti) ?? null),
        jti: claims?.jti ?? null,
      };
    }),
  );
}

async function sessionRow(
  { settings }: Pick<Lab, "settings">,
  seal: string,
  rows: readonly LabRow[],
): Promise<LabRow | undefined> {
  const key = await unsealSessionKey(seal, settings.secretKeys, settings.session.age);
  return key === null ? undefined : rows.find(({ columns }) => columns.key_digest === sha256(key));
}

function tokenRow(kind: string, { jti, sid }: TokenClaims, rows: readonly LabRow[]): LabRow | undefined {
  return kind === "refresh"
    ? rows.find(({ table, id }) => table === "latchkey_token" && id === jti)
    : rows.find(({ table, id }) => table === "latchkey_family" && id === sid);
}

/** The places of refresh tokens in the chains of their families, from 1, by their `jti`. */
function placesIn(keys: readonly LabKeyRow[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const lengths = new Map<string, number>();
  for (const { kind, raw } of keys) {
    if (kind !== "refresh") continue;
    const { jti, sid } = claimsOf(raw);
    if (places.has(jti)) continue;
    const place = (lengths.get(sid) ?? 0) + 1;
    lengths.set(sid, place);
    places.set(jti, place);
  }
  return places;
}
