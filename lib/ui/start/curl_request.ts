import { type AccountShape, signInField, signUpFacts } from "@/lib/contract/account_shape";
import { endpointOf } from "../mode";

const EXAMPLE = { username: "mseo", email: "mseo@naver.com", age: 24 } as const;

/** A sign-up by session, or where there is none a sign-in, as it is sent here. */
export function curlRequest(shape: AccountShape, canSignUp: boolean): { path: string; body: string } {
  const path = endpointOf("session", canSignUp ? "signup" : "signin");
  const [first = "username", ...further] = canSignUp ? signUpFacts(shape) : [signInField(shape)];
  const member = (name: keyof typeof EXAMPLE) => `"${name}": ${JSON.stringify(EXAMPLE[name])}`;
  const lines = [`${member(first)}, "password": 1234`, further.map(member).join(", ")];
  return { path, body: `{${lines.filter((line) => line !== "").join(",\n       ")}}` };
}
