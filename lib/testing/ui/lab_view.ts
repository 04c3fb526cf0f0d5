import type { LabKey, LabRequest, LabRow, LabView } from "@/lib/contract/lab";

/** When the lab of tests began; milliseconds since the epoch. */
export const LAB_BEGAN = Date.UTC(2026, 10, 29, 7, 50);

/** A lab in which nothing has been done yet. */
export function labView(parts: Partial<LabView> = {}): LabView {
  return {
    id: "lab",
    version: 1,
    endsAt: LAB_BEGAN + 3_600_000,
    realNow: LAB_BEGAN,
    now: LAB_BEGAN,
    forwardedAt: null,
    guest: { username: "guest", password: "password" },
    settings: {
      ACCESS_TOKEN_LIFETIME: "3m",
      ROTATE_REFRESH_TOKENS: "true",
      BLACKLIST_AFTER_ROTATION: "true",
      AUTH_TOKEN_CLASSES: "AccessToken",
      AUTH_COOKIE: "none",
    },
    sessionAge: 1_209_600,
    gracePeriod: 10,
    keys: [],
    rows: [],
    requests: [],
    latestAct: null,
    latest: [],
    findings: {
      reads: { session: null, access: null, neighbour: null },
      bent: { tried: 0, refused: 0 },
      signOut: null,
      twice: null,
      elsewhere: { session: null, token: null },
      expired: { session: null, access: null },
    },
    ...parts,
  };
}

/** A refresh token that the visitor holds; its jti, row and text follow from its place. */
export function refreshKey(place: number, parts: Partial<LabKey> = {}): LabKey {
  return {
    id: place,
    holder: "you",
    kind: "refresh",
    raw: `refresh-${place}`,
    cookie: null,
    takenAt: LAB_BEGAN,
    expiresAt: LAB_BEGAN + 604_800_000,
    droppedAt: null,
    copyOf: null,
    row: `jti-${place}`,
    place,
    jti: `jti-${place}`,
    ...parts,
  };
}

/** The row of a refresh token. @param successor the place of the one that took its place; null: none */
export function tokenRow(place: number, state: LabRow["state"], successor: number | null = null): LabRow {
  return {
    table: "latchkey_token",
    id: `jti-${place}`,
    columns: {
      jti: `jti-${place}`,
      family_id: "family",
      successor_jti: successor && `jti-${successor}`,
      rotated_at: successor && "2026-11-29 07:50:01.500000",
    },
    state,
  };
}

/** A refresh of the visitor's, which is answered with the text of a refresh token. */
export function refreshRequest(id: number, key: number, parts: Partial<LabRequest> = {}): LabRequest {
  return {
    id,
    at: LAB_BEGAN + id * 1_000,
    act: "refresh",
    holder: "you",
    door: "ours",
    keys: [key],
    bend: null,
    method: "POST",
    path: "/user/jwt_refresh",
    headers: [],
    body: null,
    status: 200,
    setCookies: [],
    answer: "{}",
    refusal: null,
    statements: [],
    log: [],
    took: 1,
    curl: "curl",
    ...parts,
  };
}
