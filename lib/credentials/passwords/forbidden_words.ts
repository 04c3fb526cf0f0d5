/** Characters that stand for one another in passwords, each for the first. */
const LOOKALIKES = ["a@4", "b8", "e3", "il1", "o0", "s$5", "t7"];

const FIRST = new Map(
  LOOKALIKES.flatMap((group) => [...group].map((one) => [one, group[0] ?? one] as const)),
);

/**
 * Whether a password contains one of the words that everybody here would guess first, such as the service's name: in any case
 * of letters, with the usual digits for letters, and with anything that is neither between them.
 * Source: OWASP ASVS 5.0, 6.1.2 and 6.2.11.
 */
export function containsForbiddenWord(password: string, words: readonly string[]): boolean {
  const text = simplified(password);
  return words.some((word) => text.includes(simplified(word)));
}

function simplified(text: string): string {
  const same = [...text.toLowerCase()].map((character) => FIRST.get(character) ?? character);
  return same.join("").replace(/[^\p{L}\p{N}]+/gu, "");
}
