import { expect, test } from "vitest";
import { acceptedEncoding } from "./accepted_encoding";

test.each([
  [undefined, "identity"],
  ["", "identity"],
  ["gzip, deflate, br, zstd", "br"],
  ["gzip, deflate", "gzip"],
  ["deflate, zstd", "identity"],
  ["br;q=0, gzip", "gzip"],
  ["br ; q=0.000, gzip;q=0", "identity"],
  ["gzip;q=1.0, br;q=0.5", "gzip"],
  ["gzip;q=0.001", "gzip"],
  ["identity, br;q=0.5", "identity"],
  ["*", "br"],
  ["*;q=0.5, gzip", "gzip"],
  ["br;q=0, *", "gzip"],
  ["*;q=0", "identity"],
  ["identity;q=0", "identity"],
  ["identity;q=0, gzip;q=0.1", "gzip"],
  ["GZIP", "gzip"],
  ["br;q=2, gzip;q=x, brotli", "identity"],
])("Accept-Encoding: %s is answered in %s", (header, encoding) => {
  expect(acceptedEncoding(header)).toBe(encoding);
});
