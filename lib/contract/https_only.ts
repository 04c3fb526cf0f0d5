/**
 * In the query of the account page, after a form that a browser sent without scripts: the sign-in's cookies are Secure, but the
 * form came over plain HTTP, where most browsers drop them.
 */
export const HTTPS_ONLY = { name: "cookies", value: "https_only" } as const;
