import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { describe, expect, it, test } from "vitest";
import { ecPair, ed25519Pair, rsaPair } from "@/lib/testing/keys";
import { isKeyOfPair, readPrivateKey, readPublicKeys } from "./read_keys";

const [ec, rsa, ed] = [ecPair("P-256"), rsaPair(), ed25519Pair()];
const key = createPrivateKey(ec.privateKey);
const rsaKey = createPrivateKey(rsa.privateKey);
const publicKey = createPublicKey(key);

/** What `openssl ecparam -name prime256v1 -genkey` writes before the key. */
const EC_PARAMETERS = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
const sec1 = key.export({ type: "sec1", format: "pem" }).toString();
const pkcs1 = rsaKey.export({ type: "pkcs1", format: "pem" }).toString();
const der = key.export({ type: "pkcs8", format: "der" });

function base64(text: string | Buffer): string {
  return Buffer.from(text).toString("base64");
}

/** A self-signed certificate of a key on P-256, made by OpenSSL. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfTCCASOgAwIBAgIUBYiUQPDwNo26FsFGrjUp5GgbuvAwCgYIKoZIzj0EAwIw
EzERMA8GA1UEAwwIbGF0Y2hrZXkwIBcNMjYxMTI4MTMwODM3WhgPMjEyNjExMDQx
MzA4MzdaMBMxETAPBgNVBAMMCGxhdGNoa2V5MFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEeNrrMEbYW89s0D+X6fyv4edXG0QCDHWbSJRiXQXYybL3sieTbZLYxDdP
rp9m2IOom1Wjpx5ilALkWRjcBfYg26NTMFEwHQYDVR0OBBYEFCjbPgt7UOjFFRKl
u/lHlXso5h7sMB8GA1UdIwQYMBaAFCjbPgt7UOjFFRKlu/lHlXso5h7sMA8GA1Ud
EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgNXf8/4FuHyQF3CszCAf8bsDc
OZjXrI/eMzsGmlXra0sCIQCmAoI+p0aqE3TUnqhMCaDH7TrSMAzozSQ+n5U7GJ/1
QA==
-----END CERTIFICATE-----`;

describe("a private key is taken in every form that Node.js can read", () => {
  it.each<[string, string, KeyObject]>([
    ["PKCS #8", ec.privateKey, key],
    ["SEC 1", sec1, key],
    ["SEC 1 behind the curve's parameters", EC_PARAMETERS + sec1, key],
    ["PKCS #1", pkcs1, rsaKey],
    ["Ed25519", ed.privateKey, createPrivateKey(ed.privateKey)],
    ["with lines of Windows", ec.privateKey.replaceAll("\n", "\r\n"), key],
    ["with \\n in words", ec.privateKey.replaceAll("\n", "\\n"), key],
    ["with \\r\\n in words", ec.privateKey.replaceAll("\n", "\\r\\n"), key],
    ["with blanks for line ends", rsa.privateKey.replaceAll("\n", " "), rsaKey],
    ["without line ends", rsa.privateKey.replaceAll("\n", ""), rsaKey],
    ["indented, as in YAML", ec.privateKey.replaceAll("\n", "\n    "), key],
    ["behind other text", `Bag Attributes\n    friendlyName: a\n${ec.privateKey}`, key],
    ["before its public key", ec.privateKey + ec.publicKey, key],
    ["base64 of PEM", base64(ec.privateKey), key],
    ["base64 of PEM, in lines", base64(ec.privateKey).replace(/.{64}/g, "$&\n"), key],
    ["base64 of DER", base64(der), key],
    ["base64 of DER, SEC 1", base64(key.export({ type: "sec1", format: "der" })), key],
    ["base64 of DER, PKCS #1", base64(rsaKey.export({ type: "pkcs1", format: "der" })), rsaKey],
    ["a JWK", JSON.stringify(key.export({ format: "jwk" })), key],
  ])("%s", (_, text, expected) => {
    expect(readPrivateKey(text).equals(expected)).toBe(true);
    expect(readPublicKeys(text)).toHaveLength(1);
    expect(readPublicKeys(text)[0].equals(createPublicKey(expected))).toBe(true);
  });
});

describe("public keys are taken in every form, each once", () => {
  it.each<[string, string, number]>([
    ["SPKI", ec.publicKey, 1],
    ["a certificate", CERTIFICATE, 1],
    ["several", ec.publicKey + rsa.publicKey + ec.publicKey, 2],
    ["several without line ends", (ec.publicKey + rsa.publicKey).replaceAll("\n", ""), 2],
    ["a JWK", JSON.stringify(publicKey.export({ format: "jwk" })), 1],
    ["a JWK set", JSON.stringify({ keys: [publicKey.export({ format: "jwk" })] }), 1],
    ["base64 of DER", base64(publicKey.export({ type: "spki", format: "der" })), 1],
  ])("%s", (_, text, count) => {
    expect(readPublicKeys(text)).toHaveLength(count);
    expect(readPublicKeys(text).every(({ type }) => type === "public")).toBe(true);
    expect(isKeyOfPair(text) || text === base64(publicKey.export({ type: "spki", format: "der" }))).toBe(
      true,
    );
  });
});

describe("of what cannot be read, the reason is named", () => {
  const cipher = { cipher: "aes-256-cbc", passphrase: "x" };
  it.each([
    [key.export({ type: "pkcs8", format: "pem", ...cipher }).toString(), /^is encrypted: .*openssl pkey/],
    [rsaKey.export({ type: "pkcs1", format: "pem", ...cipher }).toString(), /^is encrypted: /],
    [
      "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----",
      /OpenSSH.*ssh-keygen -p/,
    ],
    ["ssh-ed25519 AAAAC3Nz me@here", /OpenSSH.*ssh-keygen -e/],
    ["PuTTY-User-Key-File-3: ssh-ed25519", /PuTTY/],
    [
      "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----",
      /request for a certificate/,
    ],
    [ec.privateKey.slice(0, 100), /END line.*cut off/],
    [ec.privateKey.replace("M", "!"), /damaged/],
    [ec.privateKey + rsa.privateKey, /several private keys/],
    [ec.publicKey, /is a public key, and a private one is needed/],
    [CERTIFICATE, /is a public key/],
    [EC_PARAMETERS, /is no key/],
    ["-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----", /no key of ours: X509 CRL/],
    ['{"kty":"oct","k":"c2VjcmV0"}', /JWK that holds a secret/],
    ['{"kty":"EC"', /damaged/],
    ["a-secret-of-fifty-characters-for-tests-and-no-more", /is no key/],
  ])("%#: %s", (text, reason) => {
    expect(() => readPrivateKey(text)).toThrow(reason);
    expect(() => readPrivateKey(text)).toThrow(TypeError);
  });

  test("and nothing of the key is in the message", () => {
    const body = ec.privateKey.split("\n")[1] ?? "";
    expect(() => readPrivateKey(ec.privateKey.replace("-----END", "-----"))).not.toThrow(body);
  });
});
