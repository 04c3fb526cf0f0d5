/** Django's default for max_similarity. */
const MAX_SIMILARITY = 0.7;

/** Python's `\W+`: everything but letters, numbers of any kind and the underscore. */
const BETWEEN_WORDS = /[^\p{L}\p{N}_]+/u;

/**
 * Whether a password is too similar to a text or to one of the words in it, upper and lower case alike.
 * Source: django.contrib.auth.password_validation.UserAttributeSimilarityValidator.
 */
export function isTooSimilar(password: string, text: string): boolean {
  if (text === "") return false;
  const characters = [...password.toLowerCase()];
  const lower = text.toLowerCase();
  return [...lower.split(BETWEEN_WORDS), lower].some((part) => {
    const value = [...part];
    return !isFarLonger(characters, value) && quickRatio(characters, value) >= MAX_SIMILARITY;
  });
}

/** Whether the lengths alone rule a similarity out. Source: …exceeds_maximum_length_ratio. */
function isFarLonger(password: readonly string[], value: readonly string[]): boolean {
  const lengthBound = (MAX_SIMILARITY / 2) * password.length;
  return password.length >= 10 * value.length && value.length < lengthBound;
}

/** The share of characters that both have, in any order. Source: Python's difflib.SequenceMatcher.quick_ratio. */
function quickRatio(one: readonly string[], other: readonly string[]): number {
  const length = one.length + other.length;
  if (length === 0) return 1;
  const available = new Map<string, number>();
  for (const character of other) available.set(character, (available.get(character) ?? 0) + 1);
  let matches = 0;
  for (const character of one) {
    const left = available.get(character) ?? 0;
    if (left > 0) {
      available.set(character, left - 1);
      matches++;
    }
  }
  return (2 * matches) / length;
}
