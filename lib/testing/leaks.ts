/** What must stand in no log line and no row of an event, whatever a test does: looked for after every test. */

/** Session cookies, tokens, password hashes. */
const SECRET = /Fe26\.2\*|eyJ[\w-]+\.eyJ|(?:pbkdf2_sha\d+|bcrypt\w*|argon2|scrypt)\$|\$2[aby]\$/;
/** Passwords that tests send; of more than that only the first. */
const MAX_PASSWORDS = 200;
const passwords = new Set<string>();

/** Lines and rows that hold something of the kind. */
export const leaks: string[] = [];

/** Notes the passwords of a body, those that are no words which a stack or a date might have, too. */
export function notePasswords(body: unknown): void {
  if (typeof body !== "object" || body === null) return;
  for (const [name, value] of Object.entries(body)) {
    if (!name.endsWith("password") || typeof value !== "string" || passwords.size >= MAX_PASSWORDS) continue;
    if (value.length >= 10 && !/^(?:[a-z]+|[\d.:-]+)$/i.test(value)) passwords.add(value);
  }
}

/** Forgets the passwords of another file's tests. */
export function forgetPasswords(): void {
  passwords.clear();
}

/** Whether a text holds a session cookie, a token or the hash of a password. */
export function holdsSecret(text: string): boolean {
  return SECRET.test(text);
}

/** @param text a line of the log, or a row of an event */
export function noteLeaks(text: string): void {
  const holds = holdsSecret(text) || [...passwords].some((password) => text.includes(password));
  if (holds) leaks.push(text);
}
