/** Whether a Hangul syllable ends in a consonant; null where the character is none. */
function finalConsonant(character: string): string | null {
  const index = (character.codePointAt(0) ?? 0) - 0xac00;
  if (index < 0 || index >= 11_172) return null;
  return ["", "ㄱ", "ㄲ", "ㄳ", "ㄴ", "ㄵ", "ㄶ", "ㄷ", "ㄹ"][index % 28] ?? "other";
}

/** Endings whose form depends on the sound before them, each with the final consonants that it follows. */
const ENDINGS: readonly [ending: string, follows: (final: string) => boolean][] = [
  ["을", (final) => final !== ""],
  ["를", (final) => final === ""],
  ["과", (final) => final !== ""],
  ["와", (final) => final === ""],
  ["으로", (final) => final !== "" && final !== "ㄹ"],
  ["이에요", (final) => final !== ""],
  ["예요", (final) => final === ""],
];

/** Words that end like a noun with a particle. */
const WHOLE_WORDS = ["결과", "효과", "마을", "가을"];

/** The words of a Korean text whose particle does not go with the letter before it: "토큰를", "쿠키을". */
export function wrongParticles(text: string): string[] {
  const words = text.match(/[가-힣]+/g) ?? [];
  return words.filter((word) => {
    const found = ENDINGS.find(([ending]) => word.endsWith(ending) && word.length > ending.length);
    if (found === undefined || WHOLE_WORDS.some((whole) => word.endsWith(whole))) return false;
    const [ending, follows] = found;
    const final = finalConsonant(word.charAt(word.length - ending.length - 1));
    return final !== null && !follows(final);
  });
}
