import { ApiError, FieldErrors, type FieldMessage } from "@/lib/contract/errors";
import type { LabBend, LabKeyKind } from "@/lib/contract/lab";
import { encodeToken } from "@/lib/credentials/jwt/encode";
import { generateKeys } from "@/lib/credentials/jwt/generate_keys";
import { importKeys } from "@/lib/credentials/jwt/keys";

/** The credentials that somebody has, as they are sent; null: none. */
export interface HeldKeys {
  readonly session: string | null;
  readonly access: string | null;
  readonly refresh: string | null;
}

/** A credential as it is to be sent. */
interface BentKey {
  /** What it is sent as. */
  readonly kind: LabKeyKind;
  readonly raw: string;
}

/** Seconds since the epoch: the first of January 2100, in UTC. */
const YEAR_2100 = 4_102_444_800;
/** Even in characters of three bytes, a token with it is no longer than those that Latchkey reads. */
const MAX_PAYLOAD = 1900;

/**
 * Changes a credential as somebody would who wants more than it gives. What {@link LabBend} says is changed, and nothing else: all
 * tokens but that of `another_key` keep the signature that they had. `user_1` is another user where the token's is user 1.
 * @param payload JSON, for the bend of that name. It is sent without white space, so that the token's own payload gives the token
 * @throws ApiError not_authenticated where the credential is not held; FieldErrors where `payload` is no JSON object, or too long
 */
export async function bendKey(bend: LabBend, held: HeldKeys, payload?: string): Promise<BentKey> {
  if (bend === "flip_seal") return { kind: "session", raw: flipSeal(required(held.session)) };
  if (bend === "refresh_as_access") return { kind: "access", raw: required(held.refresh) };
  const token = required(held.access);
  return { kind: "access", raw: await bendToken(bend, token, payload) };
}

function bendToken(
  bend: Exclude<LabBend, "flip_seal" | "refresh_as_access">,
  token: string,
  payload: string | undefined,
): string | Promise<string> {
  const { header, claims, parts } = partsOf(token);
  const [head, , signature] = parts;
  const withClaims = (changed: unknown) => [head, encoded(changed), signature].join(".");
  switch (bend) {
    case "user_1":
      return withClaims({ ...claims, user_id: String(claims.user_id) === "1" ? "2" : "1" });
    case "never_expires":
      return withClaims({ ...claims, exp: YEAR_2100 });
    case "payload":
      return withClaims(readPayload(payload));
    case "alg_none":
      return [encoded({ ...header, alg: "none" }), parts[1], ""].join(".");
    case "another_key":
      return signAnew(header, claims);
  }
}

function required(raw: string | null): string {
  if (raw === null) throw new ApiError("not_authenticated");
  return raw;
}

function partsOf(token: string) {
  const parts = token.split(".");
  const [header, claims] = parts.map((part) => Buffer.from(part, "base64url"));
  return { header: JSON.parse(String(header)), claims: JSON.parse(String(claims)), parts };
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function readPayload(payload = ""): object {
  if (payload === "") throw refused({ key: "required" });
  if (payload.length > MAX_PAYLOAD) throw refused({ key: "max_length", params: { max: MAX_PAYLOAD } });
  const value = parse(payload);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw refused({ key: "not_a_dictionary", params: { datatype: pythonType(value) } });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** As Latchkey's other answers name it, which are Django REST framework's. */
function pythonType(value: unknown): string {
  if (value === null) return "NoneType";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (typeof value === "boolean") return "bool";
  return Array.isArray(value) ? "list" : "str";
}

function refused(message: FieldMessage): FieldErrors {
  return new FieldErrors({ payload: [message] });
}

/** Signed by a key that nobody else knows, under the name of the one that Latchkey has. */
async function signAnew(
  header: { alg: string; kid?: string },
  claims: Record<string, unknown>,
): Promise<string> {
  const generated = await generateKeys(header.alg);
  const signingKey = generated.kind === "secret" ? generated.secret : generated.privateKey;
  const keys = await importKeys({ algorithm: header.alg, signingKey, verifyingKeys: [], jwkUrl: null });
  return encodeToken(claims, { ...keys, kid: header.kid ?? null });
}

/** Changes one character of what is encrypted: the fifth part of iron-session's seal, else what is in the middle. */
function flipSeal(seal: string): string {
  const before = seal.split("*").slice(0, 4).join("*").length;
  const at = before < seal.length ? before + 2 : Math.floor(seal.length / 2);
  return `${seal.slice(0, at)}${seal[at] === "A" ? "B" : "A"}${seal.slice(at + 1)}`;
}
