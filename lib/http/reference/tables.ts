import { ERROR_CODES, type ErrorCode } from "@/lib/contract/codes";
import type { EndpointName } from "../endpoints/table";
import { refusalsOf } from "../openapi";
import type { Row } from "../row";
import { anchor, markdownTable } from "./markdown";

/** The endpoints that README names. */
const MAIN: readonly EndpointName[] = [
  "GET /signin",
  "POST /user/session_signup",
  "POST /user/session_signin",
  "POST /user/session_signout",
  "POST /user/jwt_signup",
  "POST /user/jwt_signin",
  "POST /user/jwt_refresh",
  "POST /user/jwt_signout",
  "GET /user/me",
  "GET /user/sessions",
  "POST /user/password_reset",
];

/** The endpoints that most apps begin with, as a Markdown table. @param document the path of their reference */
export function mainEndpointsMarkdown(rows: readonly Row[], document: string): string {
  const main = rows.filter((row) => MAIN.some((name) => name === `${row.method} ${row.path}`));
  return markdownTable(
    ["endpoint", "what it does"],
    main.map((row) => [
      `[\`${row.method} ${row.path}\`](${document}${anchor(`${row.method} ${row.path}`)})`,
      row.summary,
    ]),
  );
}

/** The codes that endpoints refuse with, as a Markdown table. */
export function codesMarkdown(rows: readonly Row[]): string {
  const used = new Set<ErrorCode>(["method_not_allowed", ...rows.flatMap(refusalsOf)]);
  const codes = Object.entries(ERROR_CODES).filter(([code]) => used.has(code as ErrorCode));
  return markdownTable(
    ["code", "status", "meaning"],
    codes.map(([code, { status, meaning }]) => [`\`${code}\``, `${status}`, meaning]),
  );
}
