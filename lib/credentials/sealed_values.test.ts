import { afterEach, describe, expect, test, vi } from "vitest";
import { sealSessionKey, unsealSessionKey } from "./seal";
import { sealValues, unsealValues } from "./sealed_values";

const KEY = "a secret key that is long enough to seal with";
const OTHER = "another key that is long enough to seal with";
const FORM = { page: "/session/signup", username: "mseo" };

afterEach(() => vi.useRealTimers());

describe("sealed values", () => {
  test("come out of their seal, also after the key was replaced", async () => {
    const seal = await sealValues("form", FORM, [KEY], 120);
    expect(seal).not.toContain("mseo");
    expect(await unsealValues("form", seal, [OTHER, KEY], 120)).toEqual(FORM);
  });

  test("come out for ever where they have no time", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const seal = await sealValues("totp_secret", { secret: "s" }, [KEY], 0);
    vi.advanceTimersByTime(20 * 365 * 86_400_000);
    expect(await unsealValues("totp_secret", seal, [KEY], 0)).toEqual({ secret: "s" });
  });

  test("come out for their time only", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const seal = await sealValues("form", FORM, [KEY], 120);
    vi.advanceTimersByTime(119_000);
    expect(await unsealValues("form", seal, [KEY], 120)).toEqual(FORM);
    vi.advanceTimersByTime(62_000);
    expect(await unsealValues("form", seal, [KEY], 120)).not.toEqual(FORM);
  });

  test("do not come out of what others made, nor of a seal for something else, nor the other way round", async () => {
    const seal = await sealValues("form", FORM, [OTHER], 120);
    for (const forged of [seal, `${seal}x`, "", "x", await sealSessionKey("k", [KEY], 120)])
      expect(await unsealValues("form", forged, [KEY], 120)).not.toEqual(
        expect.objectContaining({ username: "mseo" }),
      );
    const form = await sealValues("form", { key: "k" }, [KEY], 120);
    expect(await unsealSessionKey(form, [KEY], 120)).toBeNull();
    expect(await unsealValues("totp_secret", form, [KEY], 120)).not.toEqual({ key: "k" });
  });
});
