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

  it("stops at what is no address", () => {
    const addressOf = clientAddressFinder(["10.0.0.1"]);
    expect(addressOf("10.0.0.1", "1.1.1.1, nonsense")).toBe("10.0.0.1");
    expect(addressOf("10.0.0.1", "")).toBe("10.0.0.1");
  });
});
