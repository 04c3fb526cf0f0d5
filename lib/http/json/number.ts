/** Python writes a float without an exponent where the first digit's power of ten is in [-4, 16). */
const SMALLEST_PLAIN_POWER = -4;
const FIRST_EXPONENT_POWER = 16;

/**
 * A number of a JSON text, as it is written there. DRF takes a number where it expects a string (a password of digits), and
 * then every digit counts, where a JavaScript number would be rounded.
 */
export class JsonNumber {
  /** @param source a number in JSON's grammar, no larger than a double can hold */
  constructor(readonly source: string) {}

  /** Whether Python reads it as an int rather than a float: `1` is an int, `1.0` is not. */
  get isInteger(): boolean {
    return /^-?[0-9]+$/.test(this.source);
  }

  /** What Python's str() gives for it: `str(int(source))` or `repr(float(source))`. */
  toPythonString(): string {
    if (!this.isInteger) return floatRepr(this.source);
    return this.source === "-0" ? "0" : this.source;
  }
}

/** Python's repr of a float: the fewest digits that read back as the same double, as in JavaScript. */
function floatRepr(source: string): string {
  // The sign is taken from the source, because JavaScript prints -0 as 0.
  const sign = source.startsWith("-") ? "-" : "";
  const [mantissa = "0", exponent = "0"] = Math.abs(Number(source)).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const power = Number(exponent);
  if (power < SMALLEST_PLAIN_POWER || power >= FIRST_EXPONENT_POWER) {
    const size = String(Math.abs(power)).padStart(2, "0");
    return `${sign}${mantissa}e${power < 0 ? "-" : "+"}${size}`;
  }
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, "0");
  return `${sign}${whole}.${digits.slice(power + 1) || "0"}`;
}
