/** An address in a text, of which a server's reply often has one. */
const ADDRESS = /[^\s<>"]+@[^\s<>"]+/g;

/**
 * What the log says of a mail that was not sent. Lines of the log outlive accounts: of a server's reply, which quotes the recipient
 * in whatever words, it has the code alone, with its command.
 */
export function failureText(error: unknown): string {
  const code = factOf(error, "responseCode");
  return code === null
    ? String(error).replace(ADDRESS, "(address)")
    : `${code} to ${factOf(error, "command")}`;
}

/** What nodemailer notes on its errors. */
function factOf(error: unknown, name: "responseCode" | "command"): string | null {
  const value = error instanceof Error ? Reflect.get(error, name) : null;
  return typeof value === "string" || typeof value === "number" ? `${value}` : null;
}
