import { generateKeyPairSync, type KeyPairKeyObjectResult, randomBytes } from "node:crypto";
import { importKeys } from "./keys";

/** A secret that signs and verifies, or a pair of PEM keys with its `kid`. */
export type NewKeys =
  | { readonly kind: "secret"; readonly secret: string }
  | {
      readonly kind: "pair";
      /** PKCS #8 */
      readonly privateKey: string;
      /** SPKI */
      readonly publicKey: string;
      readonly kid: string;
    };

/** As strong as AES-128, which 2048 bits are not (NIST SP 800-57 part 1, table 2). */
const RSA_BITS = 3072;
/** RFC 7518, 3.4. */
const CURVES: Readonly<Record<string, string>> = { ES256: "P-256", ES384: "P-384", ES512: "P-521" };

/**
 * Generates keys for an algorithm of RFC 7518, 3.1, or for EdDSA. A secret holds as many random bits as the hash has
 * (RFC 7518, 3.2), base64url.
 * @throws TypeError for another algorithm
 */
export async function generateKeys(algorithm: string): Promise<NewKeys> {
  const secret = /^HS(256|384|512)$/.exec(algorithm);
  if (secret) return { kind: "secret", secret: randomBytes(Number(secret[1]) / 8).toString("base64url") };
  const pair = generatePair(algorithm);
  const privateKey = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const publicKey = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
  const { kid } = await importKeys({ algorithm, signingKey: privateKey, verifyingKeys: [], jwkUrl: null });
  return { kind: "pair", privateKey, publicKey, kid: kid ?? "" };
}

function generatePair(algorithm: string): KeyPairKeyObjectResult {
  const namedCurve = CURVES[algorithm];
  if (namedCurve !== undefined) return generateKeyPairSync("ec", { namedCurve });
  if (algorithm === "EdDSA") return generateKeyPairSync("ed25519");
  if (/^[RP]S(256|384|512)$/.test(algorithm)) return generateKeyPairSync("rsa", { modulusLength: RSA_BITS });
  throw new TypeError(`${algorithm} is not an algorithm that tokens can be signed with`);
}
