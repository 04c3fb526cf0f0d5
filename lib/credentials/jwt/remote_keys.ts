import { createLocalJWKSet, createRemoteJWKSet, customFetch } from "jose";

/** milliseconds */
const TIMEOUT = 5000;
/** An unknown kid asks again, but no more often than this: nobody can make us ask at will. Milliseconds. */
const COOLDOWN = 30_000;
/** After an attempt that failed nobody asks for this long: tokens do not wait in turn for an issuer that is down. Milliseconds. */
const RETRY = 10_000;
/** As long as PyJWT keeps a set. Milliseconds. */
const MAX_AGE = 300_000;
/** A set of keys is a few thousand bytes. */
const MAX_BYTES = 256 * 1024;

type Fetch = (url: string, init: Parameters<typeof fetch>[1]) => Promise<Response>;

/**
 * The keys that another issuer publishes, fetched from the one address that the settings name, cached, bounded. What a
 * token's header says (jku, x5u, jwk) is never followed.
 * @returns a function from a token's header to its key, which throws where there is none or the issuer does not answer
 */
export function remoteKeys(url: string) {
  return createRemoteJWKSet(new URL(url), {
    timeoutDuration: TIMEOUT,
    cooldownDuration: COOLDOWN,
    cacheMaxAge: MAX_AGE,
    [customFetch]: restingAfterFailure(fetchKeySet),
  });
}

/** jose's cooldown begins with a success only. By a clock that is never put back. */
function restingAfterFailure(ask: Fetch): Fetch {
  let restingUntil = Number.NEGATIVE_INFINITY;
  return async (url, init) => {
    if (performance.now() < restingUntil) throw new Error("the issuer of JWK_URL failed a moment ago");
    try {
      return await ask(url, init);
    } catch (error) {
      restingUntil = performance.now() + RETRY;
      throw error;
    }
  };
}

/** @throws for whatever is no key set of reasonable size, so that it counts as a failure */
const fetchKeySet: Fetch = async (url, init) => {
  const response = await fetch(url, init);
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`the issuer of JWK_URL answered ${response.status}`);
  }
  const text = await boundedText(response);
  createLocalJWKSet(JSON.parse(text));
  return new Response(text);
};

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error("the JWK set is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
