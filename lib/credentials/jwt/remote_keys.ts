import { type CompactVerifyGetKey, createLocalJWKSet, createRemoteJWKSet, customFetch } from "jose";

const TIMEOUT_MS = 5000;
/** An unknown kid causes a fetch, but no more often than this: callers must not be able to make us fetch at will. */
const COOLDOWN_MS = 30_000;
/** After a failure nothing is fetched for this long, so that tokens do not wait one after another for an issuer that is down. */
const RETRY_DELAY_MS = 10_000;
/** As long as PyJWT keeps a set. */
const MAX_AGE_MS = 300_000;
/** A key set is a few thousand bytes. */
const MAX_BYTES = 256 * 1024;

type Fetch = (url: string, init: Parameters<typeof fetch>[1]) => Promise<Response>;

/**
 * The keys that another issuer publishes, fetched from the one address that the settings name, and cached. Addresses and
 * keys in a token's header (jku, x5u, jwk) are ignored.
 * @returns a function from a token's header to its key, which throws where there is none or the issuer does not answer
 */
export function remoteKeys(url: string): CompactVerifyGetKey {
  const options = {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: MAX_AGE_MS,
    [customFetch]: withRetryDelay(fetchKeySet),
  };
  let keys = createRemoteJWKSet(new URL(url), options);
  let seen = Date.now();
  return (header, token) => {
    const now = Date.now();
    // jose counts by the system's clock: where that was set back, a set would stay fresh for longer.
    if (now < seen) keys = createRemoteJWKSet(new URL(url), options);
    seen = now;
    return keys(header, token);
  };
}

/** jose's own cooldown starts after a success only. The clock is monotonic, since the system's time can be set back. */
function withRetryDelay(fetchOnce: Fetch): Fetch {
  let retryAt = Number.NEGATIVE_INFINITY;
  return async (url, init) => {
    if (performance.now() < retryAt) throw new Error("the issuer of JWK_URL failed a moment ago");
    try {
      return await fetchOnce(url, init);
    } catch (error) {
      retryAt = performance.now() + RETRY_DELAY_MS;
      throw error;
    }
  };
}

/** @throws where the answer is not a key set of reasonable size, so that it counts as a failure */
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
