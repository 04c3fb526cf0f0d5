import type { LabDoor, LabFindings, LabKey, LabKeyKind, LabRequest } from "@/lib/contract/lab";
import { isKnock, isRefused, type SentRequest } from "./sent_request";
import { spentTwice } from "./spent_twice";
import { claimsOf } from "./token_claims";

/**
 * What a visitor's requests have shown.
 * @param requests all of the lab's, the oldest first
 */
export function findingsOf(requests: readonly LabRequest[], keys: readonly LabKey[]): LabFindings {
  const byId = new Map(keys.map((key) => [key.id, key]));
  const sent = requests.map((request): SentRequest => ({ ...request, key: byId.get(request.keys[0] ?? 0) }));
  const plain = sent.filter(({ bend }) => bend === null);
  return {
    reads: {
      session: readsOf(plain, "ours", "session"),
      access: readsOf(plain, "ours", "access"),
      neighbour: readsOf(plain, "neighbour", "access"),
    },
    bent: bentOf(sent),
    signOut: signOutOf(plain, keys),
    twice: spentTwice(plain),
    elsewhere: endedElsewhere(plain, keys),
    expired: { session: firstExpired(plain, "session"), access: firstExpired(plain, "access") },
  };
}

function readsOf(sent: readonly SentRequest[], door: LabDoor, kind: LabKeyKind): number | null {
  const opened = sent.findLast(
    (one) => isKnock(one) && one.door === door && one.key?.kind === kind && one.status === 200,
  );
  const reads = opened?.statements.filter((statement) => statement.kind === "read");
  return reads?.reduce((sum, { rows }) => sum + rows, 0) ?? null;
}

/**
 * A bent credential goes to both doors, one after the other, and is refused where both of them refuse it. A refresh token that is sent
 * in the place of an access token is not changed.
 */
function bentOf(sent: readonly SentRequest[]): LabFindings["bent"] {
  const credentials: SentRequest[][] = [];
  let last: SentRequest | undefined;
  for (const one of sent) {
    if (one.bend !== null && one.bend !== "refresh_as_access") {
      const isSecond =
        one.door === "neighbour" && last?.door === "ours" && last.bend === one.bend && last.act === one.act;
      if (isSecond) credentials.at(-1)?.push(one);
      else credentials.push([one]);
    }
    last = one;
  }
  return { tried: credentials.length, refused: credentials.filter((doors) => doors.every(isRefused)).length };
}

function signOutOf(sent: readonly SentRequest[], keys: readonly LabKey[]): LabFindings["signOut"] {
  const index = sent.findLastIndex(
    ({ act, status, key }) => act === "signout" && status < 400 && key !== undefined,
  );
  const at = sent[index]?.at;
  if (at === undefined) return null;
  const copies = keys.filter(
    ({ copyOf, takenAt, droppedAt }) => copyOf !== null && takenAt <= at && (droppedAt ?? Infinity) >= at,
  );
  const of = (door: LabDoor, kind: LabKeyKind) =>
    sent
      .slice(index + 1)
      .filter(
        (one) => isKnock(one) && one.door === door && one.key?.kind === kind && copies.includes(one.key),
      );
  const atNeighbour = of("neighbour", "access");
  return {
    at,
    sessionRefusedAt: of("ours", "session").find(isRefused)?.at ?? null,
    accessRefusedAt: of("ours", "access").find(isRefused)?.at ?? null,
    neighbourTookAt: atNeighbour.findLast(({ status }) => status === 200)?.at ?? null,
    neighbourRefusedAt: atNeighbour.find(isRefused)?.at ?? null,
    tokenExpiresAt: copies.findLast(({ kind }) => kind === "access")?.expiresAt ?? null,
  };
}

/** The last sign-in of each mode that the visitor has ended from elsewhere. */
function endedElsewhere(sent: readonly SentRequest[], keys: readonly LabKey[]): LabFindings["elsewhere"] {
  const ends = sent.flatMap(({ act, status, path, at }, index) =>
    act === "end" && status < 400
      ? [{ signIn: path.slice(path.lastIndexOf("/") + 1), endedAt: at, index }]
      : [],
  );
  const isOf = ({ kind, raw }: LabKey, signIn: string) => kind === "access" && claimsOf(raw).sid === signIn;
  const ended = ends.map(({ index, ...end }) => {
    const { signIn, endedAt } = end;
    const isToken = keys.some((key) => isOf(key, signIn));
    const refused = sent.slice(index + 1).find((one) => {
      const { door, key } = one;
      if (door !== "ours" || key === undefined || !isRefused(one) || hasRunOut(one)) return false;
      return isToken ? isOf(key, signIn) : key.holder === "phone" && key.takenAt <= endedAt;
    });
    return { isToken, ending: { ...end, refusedAt: refused?.at ?? null } };
  });
  const last = (mode: boolean) => ended.findLast(({ isToken }) => isToken === mode)?.ending ?? null;
  return { session: last(false), token: last(true) };
}

function hasRunOut({ at, key }: SentRequest): boolean {
  return key !== undefined && at >= key.expiresAt;
}

/** What was refused before it had run out, was refused for another reason. */
function firstExpired(sent: readonly SentRequest[], kind: LabKeyKind): number | null {
  const refused = sent.filter((one) => isKnock(one) && one.key?.kind === kind && isRefused(one));
  const isOver = (one: SentRequest) =>
    refused.some(({ door, key, at }) => door === one.door && key === one.key && at < (key?.expiresAt ?? 0));
  return refused.find((one) => hasRunOut(one) && !isOver(one))?.at ?? null;
}
