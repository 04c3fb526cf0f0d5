import { describe, expect, it } from "vitest";
import { clientAddressFinder } from "./client_address";

describe("the caller's address", () => {
  it("is the connection's, whatever is forwarded, where no proxy is trusted", () => {
    const addressOf = clientAddressFinder([]);
    expect(addressOf("203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
    expect(addressOf("::ffff:203.0.113.9", undefined)).toBe("203.0.113.9");
    expect(addressOf(undefined, "198.51.100.1")).toBeNull();
  });

  it("is the last address that no trusted proxy has, walking back", () => {
    const addressOf = clientAddressFinder(["10.0.0.0/8", "fd00::/8"]);
    expect(addressOf("10.1.2.3", "198.51.100.1")).toBe("198.51.100.1");
    expect(addressOf("10.1.2.3", "198.51.100.1, 10.9.9.9")).toBe("198.51.100.1");
    expect(addressOf("fd00::1", "2001:DB8::1")).toBe("2001:db8::1");
  });

  it("does not believe what a caller put in front", () => {
    const addressOf = clientAddressFinder(["10.0.0.1"]);
    expect(addressOf("10.0.0.1", "1.1.1.1, 198.51.100.1")).toBe("198.51.100.1");
    expect(addressOf("203.0.113.9", "1.1.1.1")).toBe("203.0.113.9");
  });

  it.each([
    ["203.0.113.7:51234", "203.0.113.7"],
    ["203.0.113.7:99999", "203.0.113.7"],
    ["[2001:db8::1]:443", "2001:db8::1"],
    ["[2001:db8::1]", "2001:db8::1"],
    ['"[2001:db8::1]:443"', "2001:db8::1"],
    ["2001:db8::1:443", "2001:db8::1:443"],
    ["2001:0DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:cb00:7107", "203.0.113.7"],
    ["0:0:0:0:0:ffff:203.0.113.7", "203.0.113.7"],
    ["[::ffff:203.0.113.7]:8080", "203.0.113.7"],
    ["fe80::1%eth0", "fe80::1"],
    ["[fe80::1%25eth0]:80", "fe80::1"],
    ["203.0.113.7,", "203.0.113.7"],
    ["203.0.113.7 , ,\t", "203.0.113.7"],
  ])("is what a proxy writes as %s", (forwarded, address) => {
    const addressOf = clientAddressFinder(["10.0.0.1"]);
    expect(addressOf("10.0.0.1", forwarded)).toBe(address);
    expect(addressOf("::ffff:10.0.0.1", `1.1.1.1, ${forwarded}`)).toBe(address);
    expect(addressOf("10.0.0.1", `${forwarded}, [::ffff:10.0.0.1]:80`)).toBe(address);
  });

  it("of a connection has one spelling, too", () => {
    const addressOf = clientAddressFinder([]);
    expect(addressOf("fe80::1%eth0", undefined)).toBe("fe80::1");
    expect(addressOf("::FFFF:203.0.113.9", undefined)).toBe("203.0.113.9");
  });

  it.each([
    ...["unknown", "_hidden", "1.1.1.1:", "1.1.1.1:http", "1.1.1.1:123456", "256.1.1.1", "1.1.1", "01.1.1.1"],
    ...["[2001:db8::1", "2001:db8::1]:80", "[]", "[]:80", "[::1]x", "example.com", "1.1.1.1 2.2.2.2"],
    ...["\u00a01.1.1.1x", "::1::", "%eth0", "for=1.1.1.1"],
  ])("is not read from %j", (junk) => {
    const addressOf = clientAddressFinder(["10.0.0.1"]);
    expect(addressOf("10.0.0.1", `1.1.1.1, ${junk}`)).toBe("10.0.0.1");
  });

  it("stops at what is no address", () => {
    const addressOf = clientAddressFinder(["10.0.0.1"]);
    expect(addressOf("10.0.0.1", "1.1.1.1, nonsense")).toBe("10.0.0.1");
    expect(addressOf("10.0.0.1", "")).toBe("10.0.0.1");
  });
});
