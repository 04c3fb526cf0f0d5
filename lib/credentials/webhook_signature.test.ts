import { expect, test } from "vitest";
import { webhookKey, webhookSignature } from "./webhook_signature";

test("a signature is that of the reference implementations", () => {
  // From the tests of standardwebhooks for JavaScript, Python and Go.
  const signed = {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp: 1614265330,
    body: '{"test": 2432232314}',
  };
  expect(webhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", signed)).toBe(
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  );
});

test("the secret is base64 after whsec_, and its own text otherwise", () => {
  expect(webhookKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).toHaveLength(24);
  expect(webhookKey("a secret of some length")).toEqual(Buffer.from("a secret of some length"));
  expect(webhookKey("whsec_no base64!")).toEqual(Buffer.from("whsec_no base64!"));
});
