import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, gzip, type ZlibOptions } from "node:zlib";
import { contentSecurityPolicy } from "@/lib/http/page_headers";
import { acceptedEncoding, type Encoding } from "./accepted_encoding";
import { contentDigest, isUnchanged } from "./entity_tag";
import type { RenderedPage } from "./render_page";
import { scriptHashes } from "./script_hashes";

/** What a page is sent as: for each encoding the body and all headers. */
export interface KeptPage {
  readonly status: number;
  readonly forms: Readonly<Record<Encoding, Form>>;
}

interface Form {
  readonly body: Buffer;
  readonly headers: OutgoingHttpHeaders;
  /** Of an answer that the page has not changed (304). */
  readonly unchanged: OutgoingHttpHeaders;
  readonly etag: string;
}

/** What a page is chosen by, besides what Next.js names. */
const VARY = ["Accept-Encoding", "Accept-Language", "Cookie"];
/** Headers of a rendered page that are of its connection or its text's form, or are set here. */
const DROPPED = new Set([
  ...["connection", "keep-alive", "transfer-encoding", "date"],
  ...["content-type", "content-length", "content-encoding", "etag"],
  ...["vary", "cache-control", "content-security-policy"],
]);

/** Encodes a page as small as can be, since it is done once. Threads of Node.js do it. */
export async function toKeptPage({ status, headers, html }: RenderedPage): Promise<KeptPage> {
  const text = Buffer.from(html);
  const [br, zipped] = await Promise.all([
    promisify(brotliCompress)(text),
    promisify<Buffer, ZlibOptions, Buffer>(gzip)(text, { level: 9 }),
  ]);
  const shared: OutgoingHttpHeaders = {
    ...Object.fromEntries(Object.entries(headers).filter(([name]) => !DROPPED.has(name))),
    "content-security-policy": contentSecurityPolicy(scriptHashes(html)),
    // The browser may keep it, and asks each time: the language or who is signed in may have changed.
    "cache-control": "private, no-cache",
    vary: [...new Set([...(headers.vary?.split(/,\s*/) ?? []), ...VARY])].join(", "),
  };
  const digest = contentDigest(JSON.stringify(shared), text);
  const form = (encoding: Encoding, body: Buffer): Form => {
    const etag = `"${digest}-${encoding}"`;
    const unchanged = { ...shared, etag };
    const encoded = encoding === "identity" ? {} : { "content-encoding": encoding };
    const ofBody = { "content-type": headers["content-type"], ...encoded, "content-length": body.length };
    return { body, etag, unchanged, headers: { ...unchanged, ...ofBody } };
  };
  return {
    status,
    forms: { br: form("br", br), gzip: form("gzip", zipped), identity: form("identity", text) },
  };
}

/** @see RFC 9110, 13.1.2: preconditions hold for answers of success alone */
export function sendKeptPage(page: KeptPage, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { headers, method } = incoming;
  const form = page.forms[acceptedEncoding(headers["accept-encoding"])];
  if (page.status === 200 && isUnchanged(headers["if-none-match"], form.etag))
    outgoing.writeHead(304, form.unchanged).end();
  else outgoing.writeHead(page.status, form.headers).end(method === "HEAD" ? undefined : form.body);
}
