import { sha256 } from "@/lib/credentials/digest";
import type { Settings } from "@/lib/settings/settings";

/** A file that follows from the settings. */
export interface LookFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** How pages refer to what follows from the settings; null where they look as they are built. */
export interface Look {
  readonly logo: { readonly path: string; readonly type: string } | null;
  /** Of a style sheet. */
  readonly accent: string | null;
  readonly manifest: string;
  /** By path. */
  readonly files: ReadonlyMap<string, LookFile>;
}

/** The folder of these files; app/look has their route under `npm run dev`. */
export const LOOK = "/look/";

const looks = new WeakMap<Settings["app"], Look>();

/** The files of APP_NAME, APP_LOGO and ACCENT_COLOR. Their paths hold a digest, so that browsers may keep them for ever. */
export function lookOf({ app }: Pick<Settings, "app">): Look {
  const known = looks.get(app) ?? makeLook(app);
  looks.set(app, known);
  return known;
}

function makeLook(app: Settings["app"]): Look {
  const files = new Map<string, LookFile>();
  const add = (name: string, extension: string, type: string, body: Buffer, further = {}) => {
    const path = `${LOOK}${name}-${sha256(body.toString("base64")).slice(0, 16)}.${extension}`;
    const headers = {
      "content-type": type,
      "cache-control": "public, max-age=31536000, immutable",
      ...further,
    };
    files.set(path, { body, headers });
    return path;
  };
  const { logo, accent } = app;
  const logoPath =
    logo && add("logo", logo.extension, logo.type, Buffer.from(logo.base64, "base64"), LOGO_HEADERS);
  const manifest = manifestOf(app, logo && logoPath ? { src: logoPath, type: logo.type } : null);
  return {
    logo: logo && logoPath ? { path: logoPath, type: logo.type } : null,
    accent: accent && add("accent", "css", "text/css; charset=utf-8", Buffer.from(accent.css)),
    manifest:
      manifest === null
        ? "/manifest.webmanifest"
        : add("app", "webmanifest", "application/manifest+json", Buffer.from(JSON.stringify(manifest))),
    files,
  };
}

/** An SVG may hold scripts and load images: opened by itself it does neither, and is of no origin. */
const LOGO_HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox",
};

const PNG = { type: "image/png" };
const KEY_ICONS = [
  { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
  ...["192", "512"].map((size) => ({ src: `/icon-${size}.png`, sizes: `${size}x${size}`, ...PNG })),
  ...["192", "512"].map((size) => ({
    ...{ src: `/icon-maskable-${size}.png`, sizes: `${size}x${size}`, ...PNG },
    purpose: "maskable",
  })),
];

/** As public/manifest.webmanifest has it; null where that one is right. */
function manifestOf({ name, logo }: Settings["app"], icon: { src: string; type: string } | null) {
  if (name === "Latchkey" && logo === null) return null;
  return {
    ...{ name, short_name: name, id: "/", start_url: "/", scope: "/", display: "minimal-ui" },
    ...{ theme_color: "#fcfaf6", background_color: "#fcfaf6" },
    icons: icon === null ? KEY_ICONS : [{ ...icon, sizes: "any" }],
  };
}

/** Answers a request for one of these files under `npm run dev`; our own server answers them itself (lib/server/look_files.ts). */
export function lookAnswer(settings: Settings, path: string): Response {
  const file = lookOf(settings).files.get(path);
  return file === undefined
    ? new Response(null, { status: 404 })
    : new Response(new Uint8Array(file.body), { headers: file.headers });
}
