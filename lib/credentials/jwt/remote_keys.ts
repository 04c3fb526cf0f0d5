import { createRemoteJWKSet, customFetch } from "jose";

/** milliseconds */
const TIMEOUT = 5000;
/** An unknown kid asks again, but no more often than this: nobody can make us ask at will. Milliseconds. */
const COOLDOWN = 30_000;
/** As long as PyJWT keeps a set. Milliseconds. */
const MAX_AGE = 300_000;
/** A set of keys is a few thousand bytes. */
const MAX_BYTES = 256 * 1024;

/**
 * The keys that another issuer publishes, fetched from the one address that the settings name, cached, bounded. What a
 * token's header says (jku, x5u, jwk) is never followed.
 */
export function remoteKeys(url: string) {
  return createRemoteJWKSet(new URL(url), {
    timeoutDuration: TIMEOUT,
    cooldownDuration: COOLDOWN,
    cacheMaxAge: MAX_AGE,
    [customFetch]: fetchBounded,
  });
}

async function fetchBounded(url: string, init: Parameters<typeof fetch>[1]): Promise<Response> {
  const response = await fetch(url, init);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error("the JWK set is too large");
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), response);
}
