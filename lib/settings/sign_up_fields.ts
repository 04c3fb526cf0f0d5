import { FACTS, type SignUpFields } from "@/lib/contract/account_shape";
import { listOf, oneOf, type Reader } from "./readers";

/** As django-allauth's ACCOUNT_SIGNUP_FIELDS: `email*,username`, of which a star says that it is required. */
export const signUpFields: Reader<SignUpFields> = (text) => {
  const words = listOf(oneOf([...FACTS, ...FACTS.map((fact) => `${fact}*` as const)]))(text);
  const names = words.map((word) => word.replace("*", ""));
  if (new Set(names).size < names.length) throw new TypeError("must name each field once");
  const asked = (fact: (typeof FACTS)[number]) =>
    words.includes(`${fact}*`) ? "required" : words.includes(fact) ? "optional" : "no";
  return { username: asked("username"), email: asked("email"), age: asked("age") };
};
