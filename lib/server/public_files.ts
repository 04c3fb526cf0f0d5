import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import path from "node:path";
import { contentDigest, isUnchanged } from "./entity_tag";
import type { Pages } from "./page_requests";

const TYPES: Readonly<Record<string, string>> = {
  ".ico": "image/x-icon",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

export interface KeptFile {
  readonly body: Buffer;
  readonly etag: string;
  readonly headers: OutgoingHttpHeaders;
}

/**
 * Answers requests for the files of a folder, each at its path there, with or without a slash at its end. They are small, so that they are read once: a request's
 * path is only compared with theirs.
 * @param pages answers all others
 */
export function publicFiles(pages: Pages, folder = "public"): Pages {
  return keptFiles(pages, readFiles(folder));
}

/** Answers requests for files that are in memory, by their paths. @param pages answers all others */
export function keptFiles(pages: Pages, files: ReadonlyMap<string, KeptFile>): Pages {
  return {
    has: (name) => files.has(name) || pages.has(name),
    listener(incoming, outgoing) {
      const file = files.get((incoming.url ?? "").replace(/\/?(?:\?.*)?$/s, ""));
      if (file === undefined) pages.listener(incoming, outgoing);
      else send(file, incoming, outgoing);
    },
  };
}

function send({ body, etag, headers }: KeptFile, incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (isUnchanged(incoming.headers["if-none-match"], etag)) outgoing.writeHead(304, headers).end();
  else
    outgoing
      .writeHead(200, { ...headers, "content-length": body.length })
      .end(incoming.method === "HEAD" ? undefined : body);
}

function readFiles(folder: string): ReadonlyMap<string, KeptFile> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  return new Map(
    names.map((name) => [`/${name.replaceAll(path.sep, "/")}`, readFile(path.join(folder, name))]),
  );
}

function readFile(file: string): KeptFile {
  const body = readFileSync(file);
  const etag = `"${contentDigest(body)}"`;
  const type = TYPES[path.extname(file)] ?? "application/octet-stream";
  return { body, etag, headers: { "content-type": type, "cache-control": "public, max-age=86400", etag } };
}
