/** A member of a token's header or payload, and the characters of the raw token that encode it. */
export interface Member {
  readonly name: string;
  /** A string as it is, anything else as the token writes it: a number of JavaScript's may have fewer digits. */
  readonly value: string;
  /** Indexes of the raw token's characters; `end` is the one after the last. */
  readonly start: number;
  readonly end: number;
}

/** A JWT as its holder can read it. */
export interface ReadableToken {
  readonly header: readonly Member[];
  readonly payload: readonly Member[];
  /** Where the payload and the signature begin in the raw token. */
  readonly payloadStart: number;
  readonly signatureStart: number;
}

/** Reads a JWT in its compact form (RFC 7515, section 7.1), without checking its signature. Null: it is none. */
export function readToken(raw: string): ReadableToken | null {
  const [header = "", payload = "", signature, ...more] = raw.split(".");
  if (signature === undefined || more.length > 0) return null;
  const payloadStart = header.length + 1;
  try {
    return {
      header: membersOf(header, 0),
      payload: membersOf(payload, payloadStart),
      payloadStart,
      signatureStart: payloadStart + payload.length + 1,
    };
  } catch {
    return null;
  }
}

/** @param offset of the part in the raw token @throws SyntaxError where it is not base64url of a JSON object */
function membersOf(part: string, offset: number): Member[] {
  const binary = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
  const text = new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  JSON.parse(text);
  return memberRanges(text).flatMap(([from, to]) => {
    const [, name, written] = /^\s*("(?:[^"\\]|\\.)*")\s*:\s*(.*?)\s*$/s.exec(text.slice(from, to)) ?? [];
    if (name === undefined || written === undefined) return [];
    const value: string = written.startsWith('"') ? JSON.parse(written) : written;
    const [start, end] = charactersOf(byteLength(text.slice(0, from)), byteLength(text.slice(0, to)));
    return [{ name: JSON.parse(name), value, start: offset + start, end: offset + end }];
  });
}

/** Where the members of a JSON object begin and end in its text: what stands between its braces and its own commas. */
function memberRanges(text: string): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    if (token === "{" || token === "[") {
      depth += 1;
      if (depth === 1) from = index + 1;
    } else if (token === "}" || token === "]") {
      if (depth === 1) ranges.push([from, index]);
      depth -= 1;
    } else if (token === "," && depth === 1) {
      ranges.push([from, index]);
      from = index + 1;
    }
  }
  return ranges;
}

/** The characters of base64url that hold any bit of these bytes: a character holds six bits, so that its neighbours may share one. */
function charactersOf(from: number, to: number): [start: number, end: number] {
  return [Math.floor((from * 8) / 6), Math.ceil((to * 8) / 6)];
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
