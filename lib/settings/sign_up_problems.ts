import type { RawSettings } from "./definitions";

/** What cannot be together with SIGNUP_FIELDS: one sentence each. */
export function signUpFieldsProblems({ users, mail, userTable }: RawSettings): string[] {
  const fields = users.signUpFields;
  if (fields === undefined) return [];
  const problems: string[] = [];
  const nameIsAddress = userTable.username === (userTable.email ?? "email");
  if (fields.username !== "required" && !nameIsAddress) {
    if (fields.email !== "required")
      problems.push(
        "SIGNUP_FIELDS must have username* or email*: a name that nobody gives is made from the address.",
      );
    if (users.signInBy === "username")
      problems.push(
        "SIGNUP_FIELDS must have username*, or SIGN_IN_BY be email or both: nobody knows a name that was made for them.",
      );
  }
  const demand =
    users.signInBy === "email"
      ? "SIGN_IN_BY=email"
      : mail.verification === "mandatory" && "EMAIL_VERIFICATION=mandatory";
  if (demand && fields.email !== "required" && !nameIsAddress)
    problems.push(`SIGNUP_FIELDS must have email*, since ${demand} needs the address of everybody.`);
  for (const fact of ["email", "age"] as const)
    if (fields[fact] !== "no" && userTable[fact] === null)
      problems.push(
        `SIGNUP_FIELDS has ${fact}, but ${fact.toUpperCase()}_COLUMN=none says that users have none.`,
      );
  return problems;
}
