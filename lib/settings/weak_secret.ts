/** As Django's check security.W009 counts. */
const MIN_DIFFERENT_CHARACTERS = 5;
/** A shorter text that is repeated makes no longer secret. Characters. */
const MAX_REPEATED = 16;
/** What examples and templates have in the place of a secret, and a sample of jwt.io. */
const PLACEHOLDER =
  /change[-_ ]?(me|this|it|in)|replace[-_ ]?(me|this|with)|your[-_ ].*(secret|key)|insecure|placeholder|(for|in)[-_ ]development|default[-_ ](secret|key)|^a-string-secret-at-least-256-bits-long/i;
/** How keys begin that `django-admin startproject` makes: random, but written into the settings file. */
const DJANGO_INSECURE = "django-insecure-";

/**
 * Why somebody could guess a secret, however long it is.
 * @returns what completes the sentence "NAME …"; null where nothing speaks against it
 */
export function weaknessOf(secret: string): string | null {
  const characters = [...secret];
  if (new Set(characters).size < MIN_DIFFERENT_CHARACTERS)
    return `has fewer than ${MIN_DIFFERENT_CHARACTERS} different characters`;
  if (isRepetition(characters)) return "repeats a short text";
  if (isSequence(characters)) return "is a sequence of neighbouring characters";
  if (isDjangoInsecure(secret))
    return "is a development key of a Django project, which stands in its settings file";
  return PLACEHOLDER.test(secret) ? "is the placeholder of an example" : null;
}

export function isDjangoInsecure(secret: string): boolean {
  return secret.startsWith(DJANGO_INSECURE);
}

function isRepetition(characters: readonly string[]): boolean {
  const longest = Math.min(MAX_REPEATED, Math.floor(characters.length / 2));
  return Array.from({ length: longest }, (_, index) => index + 1).some((period) =>
    characters.every((character, at) => at < period || character === characters[at - period]),
  );
}

/** As abcdefgh… or 98765432…, with few jumps. */
function isSequence(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => Math.abs(code - (codes[index] ?? 0)));
  return steps.filter((step) => step <= 1).length > steps.length * 0.75;
}
