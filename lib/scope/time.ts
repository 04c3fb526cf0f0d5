/** Whole seconds since the epoch, as tokens count (RFC 7519, NumericDate). */
export function toSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

/** @param seconds since the epoch */
export function fromSeconds(seconds: number): Date {
  return new Date(seconds * 1000);
}

export function addSeconds(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}
