/**
 * Characters that are allowed where letters are, and cannot be seen: fillers such as U+1160 (Unicode's Default_Ignorable_Code_Point)
 * and the two blanks among the hieroglyphs. They only serve to imitate another name.
 */
const INVISIBLE = /[\p{DI}\u{13441}\u{13442}]/u;

export function hasInvisible(text: string): boolean {
  return INVISIBLE.test(text);
}
