import type { Row } from "./checks/finding";
import { originOf } from "./resolve_redirects";
import type { Settings } from "./settings";
import { isDjangoInsecure } from "./weak_secret";

const LOOPBACK = /^(127(\.\d+){3}|(.+\.)?localhost|::1)$/i;

/** What is unsafe about the addresses of other sites and machines, and about the keys that are shared with them. */
export function addressRows({
  origin,
  trustedOrigins,
  corsAllowedOrigins,
  redirects,
  databaseUrl,
  secretKeys,
}: Settings): Row[] {
  return [
    [
      secretKeys.slice(1).some(isDjangoInsecure),
      "SECRET_KEY_FALLBACKS lists a development key of a Django project.",
      "W031",
    ],
    [origin.startsWith("http://"), `APP_ORIGIN is ${origin}: browsers send passwords in plain text.`, "W032"],
    ...forgeable("CSRF_TRUSTED_ORIGINS", trustedOrigins),
    ...trustedOrigins.map(
      (trusted): Row => [
        /^[^*]+\*\.[^.]+$/.test(trusted) && !isLoopback(trusted.split("*.")[1]?.split(":")[0] ?? ""),
        `CSRF_TRUSTED_ORIGINS lists ${trusted}: everybody can have a name below so short a domain.`,
        "W034",
      ],
    ),
    ...forgeable("CORS_ALLOWED_ORIGINS", corsAllowedOrigins),
    ...redirectRows(redirects, origin),
    [isRemoteWithoutTls(databaseUrl), "DATABASE_URL connects to another machine without TLS.", "W035"],
  ];
}

/** Our own origin is among the allowed, and said above. */
function redirectRows({ afterSignIn, afterSignOut, origins }: Settings["redirects"], own: string): Row[] {
  const [signIn, signOut] = [originOf(afterSignIn), originOf(afterSignOut)];
  const listed = origins.filter((origin) => ![own, ...signIn, ...signOut].includes(origin));
  return [
    ...forgeable("LOGIN_REDIRECT_URL", signIn, "leads to"),
    ...forgeable("LOGOUT_REDIRECT_URL", signOut, "leads to"),
    ...forgeable("ALLOWED_REDIRECT_ORIGINS", listed),
  ];
}

function forgeable(name: string, origins: readonly string[], verb = "lists"): Row[] {
  return origins.map((origin) => {
    const { protocol, hostname } = new URL(origin);
    const sentence = `${name} ${verb} ${origin}: pages over plain HTTP can be forged on the way.`;
    return [protocol !== "https:" && !isLoopback(hostname), sentence, "W033"];
  });
}

/** Whether a name or address, which may be in brackets, is this machine's own. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host.replace(/^\[|\]$/g, ""));
}

function isRemoteWithoutTls(databaseUrl: string): boolean {
  if (databaseUrl.startsWith("file:")) return false;
  const { hostname, searchParams } = new URL(databaseUrl);
  const host = searchParams.get("host") ?? hostname;
  // A path is that of a Unix socket.
  if (host === "" || host.startsWith("/") || isLoopback(host)) return false;
  return ["ssl", "sslmode"].every((name) =>
    [null, "", "false", "0", "disable", "allow"].includes(searchParams.get(name)),
  );
}
