/**
 * In UTF-16 code units. ICU takes time that grows with the square of a run of combining marks: 64 KB of them stop the event
 * loop for half a second. Within this limit it is less than half a millisecond, and every name of 150 characters fits,
 * decomposed, too.
 */
const MAX_LENGTH = 600;

/**
 * Unicode's normal form of a short text; a longer one is returned as it is. Nothing else in the product may call
 * String.prototype.normalize on what a stranger sends.
 * Source: django.contrib.auth.forms.UsernameField.to_python, which has a limit for the same reason.
 */
export function normalize(text: string, form: "NFC" | "NFKC"): string {
  return text.length > MAX_LENGTH ? text : text.normalize(form);
}
