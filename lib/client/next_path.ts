/** By this header proxy.ts tells a page its own path and query, which server components cannot see. */
export const PATH_HEADER = "latchkey-path";
