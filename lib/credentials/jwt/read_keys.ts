import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { type PemBlock, pemBlocks } from "./pem";

const PRIVATE = /^((RSA|EC|DSA) )?PRIVATE KEY$/;
const PUBLIC = /^((RSA )?PUBLIC KEY|((X509|TRUSTED) )?CERTIFICATE)$/;
/** How base64 of a PEM text begins. */
const BASE64_PEM = /^LS0tLS1CRUdJTi/;

/** What Node.js cannot read: how such a text begins, what it is, and what helps. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN OPENSSH PRIVATE KEY-----/,
    "is a key in OpenSSH's own format: convert a copy of it with `ssh-keygen -p -m PKCS8 -f COPY` (RSA and ECDSA only)",
  ],
  [
    /^(ssh-(rsa|ed25519|dss)|ecdsa-sha2-\S+) |-----?BEGIN SSH2 PUBLIC KEY-----?/,
    "is a public key in OpenSSH's own format: convert it with `ssh-keygen -e -m PKCS8 -f FILE`",
  ],
  [/^PuTTY-User-Key-File/, "is a key of PuTTY: export it from PuTTYgen as an OpenSSL key"],
  [/-----BEGIN PGP /, "is a key of PGP, which cannot sign tokens"],
  [/-----BEGIN (NEW )?CERTIFICATE REQUEST-----/, "is a request for a certificate, and no key"],
];

/** Whether a text is a key of a pair (or something like it), and so never a secret. */
export function isKeyOfPair(text: string): boolean {
  const isJwk = text.startsWith("{") && /"kty"\s*:/.test(text);
  return (
    isJwk ||
    text.includes("-----BEGIN ") ||
    BASE64_PEM.test(text) ||
    FOREIGN.some(([form]) => form.test(text))
  );
}

/**
 * The one private key of a text: PEM (PKCS #8, PKCS #1, SEC 1) with or without its line ends, a JWK, or base64 of PEM or DER.
 * @throws TypeError whose message completes the sentence "NAME …"
 */
export function readPrivateKey(text: string): KeyObject {
  const keys = keysOf(text);
  const privateKeys = keys.filter(({ type }) => type === "private");
  const [first, second] = privateKeys;
  if (second !== undefined) throw new TypeError("holds several private keys: leave the one that signs");
  if (first !== undefined) return first;
  throw new TypeError(keys.length > 0 ? "is a public key, and a private one is needed" : NO_KEY);
}

/**
 * The public keys of a text, each once: as {@link readPrivateKey}, or certificates, one after the other. Of a private key it
 * is the public half.
 * @throws TypeError whose message completes the sentence "NAME …"
 */
export function readPublicKeys(text: string): readonly [KeyObject, ...KeyObject[]] {
  const keys: KeyObject[] = [];
  for (const key of keysOf(text)) {
    const half = key.type === "private" ? createPublicKey(key) : key;
    if (!keys.some((other) => other.equals(half))) keys.push(half);
  }
  const [first, ...others] = keys;
  if (first === undefined) throw new TypeError(NO_KEY);
  return [first, ...others];
}

/** A key in binary form, as files of OpenSSL with `-outform DER` hold it; null where the bytes are none. */
export function readDerKey(bytes: Buffer): KeyObject | null {
  const der = { key: bytes, format: "der" } as const;
  const attempts = [
    () => createPrivateKey({ ...der, type: "pkcs8" }),
    () => createPrivateKey({ ...der, type: "sec1" }),
    () => createPrivateKey({ ...der, type: "pkcs1" }),
    () => createPublicKey({ ...der, type: "spki" }),
    () => createPublicKey({ ...der, type: "pkcs1" }),
  ];
  for (const attempt of attempts) {
    const key = orNull(attempt);
    if (key !== null) return key;
  }
  return null;
}

const NO_KEY = "is no key: a PEM key is needed, or the path of one";
const DAMAGED = "holds a key that cannot be read: it is damaged";

function keysOf(text: string): KeyObject[] {
  const foreign = FOREIGN.find(([form]) => form.test(text));
  if (foreign !== undefined) throw new TypeError(foreign[1]);
  if (text.includes("-----BEGIN ")) return pemBlocks(text).map(pemKey);
  if (text.startsWith("{")) return jwkKeys(text);
  if (!/^[A-Za-z0-9+/\s_-]+={0,2}$/.test(text)) return [];
  const bytes = Buffer.from(text, "base64");
  if (bytes.includes("-----BEGIN ")) return keysOf(bytes.toString("utf8"));
  const key = readDerKey(bytes);
  return key === null ? [] : [key];
}

function pemKey({ label, text, isEncrypted }: PemBlock): KeyObject {
  if (isEncrypted)
    throw new TypeError("is encrypted: take the passphrase off with `openssl pkey -in FILE -out NEW_FILE`");
  const read = PRIVATE.test(label) ? createPrivateKey : PUBLIC.test(label) ? createPublicKey : null;
  if (read === null) throw new TypeError(`holds a PEM block that is no key of ours: ${label}`);
  const key = orNull(() => read(text));
  if (key === null) throw new TypeError(DAMAGED);
  return key;
}

/** Of a JWK or a JWK set (RFC 7517). */
function jwkKeys(text: string): KeyObject[] {
  const parsed: (JsonWebKey & { keys?: JsonWebKey[] }) | null = orNull(() => JSON.parse(text));
  const jwks = Array.isArray(parsed?.keys) ? parsed.keys : [parsed];
  return jwks.map((jwk) => {
    if (jwk?.kty === "oct") throw new TypeError("is a JWK that holds a secret, and no key of a pair");
    const key = orNull(() => {
      const source = { key: jwk ?? {}, format: "jwk" } as const;
      return jwk?.d === undefined ? createPublicKey(source) : createPrivateKey(source);
    });
    if (key === null) throw new TypeError(DAMAGED);
    return key;
  });
}

function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
