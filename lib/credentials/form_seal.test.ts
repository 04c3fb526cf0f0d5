import { afterEach, describe, expect, test, vi } from "vitest";
import { sealForm, unsealForm } from "./form_seal";
import { sealSessionKey, unsealSessionKey } from "./seal";

const KEY = "a secret key that is long enough to seal with";
const OTHER = "another key that is long enough to seal with";
const FORM = { page: "/session/signup", username: "mseo" };

afterEach(() => vi.useRealTimers());

describe("what was typed into a form", () => {
  test("comes out of its seal, also after the key was replaced", async () => {
    const seal = await sealForm(FORM, [KEY], 120);
    expect(seal).not.toContain("mseo");
    expect(await unsealForm(seal, [OTHER, KEY], 120)).toEqual(FORM);
  });

  test("comes out for its time only", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const seal = await sealForm(FORM, [KEY], 120);
    vi.advanceTimersByTime(119_000);
    expect(await unsealForm(seal, [KEY], 120)).toEqual(FORM);
    vi.advanceTimersByTime(62_000);
    expect(await unsealForm(seal, [KEY], 120)).not.toEqual(FORM);
  });

  test("does not come out of what others made, nor out of a session's seal, nor the other way round", async () => {
    const seal = await sealForm(FORM, [OTHER], 120);
    for (const forged of [seal, `${seal}x`, "", "x", await sealSessionKey("k", [KEY], 120)])
      expect(await unsealForm(forged, [KEY], 120)).not.toEqual(expect.objectContaining({ username: "mseo" }));
    const form = await sealForm({ key: "k" }, [KEY], 120);
    expect(await unsealSessionKey(form, [KEY], 120)).toBeNull();
  });
});
