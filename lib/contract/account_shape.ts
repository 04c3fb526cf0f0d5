/** What an account has here, and what one names it by at sign-in: which fields bodies and forms have follows from it. */
export interface AccountShape {
  /** SIGN_IN_BY */
  readonly signInBy: "username" | "email" | "both";
  /** Whether an account's name is its e-mail address (Django's USERNAME_FIELD = "email"). */
  readonly nameIsAddress: boolean;
  /** Whether users have an address, and an age: their table may lack the column. */
  readonly hasEmail: boolean;
  readonly hasAge: boolean;
  /** Whether nobody can sign in without an address (SIGN_IN_BY=email, EMAIL_VERIFICATION=mandatory). */
  readonly needsEmail: boolean;
  /** What sign-up asks for besides the password. */
  readonly signUp: SignUpFields;
}

/** Which fields a sign-up has: SIGNUP_FIELDS, of which the user table has a column. */
export type SignUpFields = Readonly<Record<Fact, "required" | "optional" | "no">>;

/** That of the settings' defaults, on tables of our own. */
export const USUAL_SHAPE: AccountShape = {
  signInBy: "username",
  nameIsAddress: false,
  hasEmail: true,
  hasAge: true,
  needsEmail: false,
  signUp: { username: "required", email: "optional", age: "optional" },
};

type Columns = Omit<AccountShape, "signUp" | "signInBy">;

/** What a sign-up asks for where SIGNUP_FIELDS says nothing: all that accounts have. */
export function usualSignUp({ nameIsAddress, hasEmail, hasAge, needsEmail }: Columns): SignUpFields {
  return {
    username: nameIsAddress ? "no" : "required",
    email: !hasEmail ? "no" : needsEmail || nameIsAddress ? "required" : "optional",
    age: hasAge ? "optional" : "no",
  };
}

/** What a sign-up asks for by SIGNUP_FIELDS: a name that is the address is asked for as that, and no field without a column. */
export function givenSignUp(fields: SignUpFields, columns: Columns): SignUpFields {
  return {
    username: columns.nameIsAddress ? "no" : fields.username,
    email: columns.nameIsAddress ? "required" : columns.hasEmail ? fields.email : "no",
    age: columns.hasAge ? fields.age : "no",
  };
}

/** The fields of a sign-up besides the password. */
export function signUpFacts({ signUp }: AccountShape): readonly Fact[] {
  return FACTS.filter((fact) => signUp[fact] !== "no");
}

/** Whether an address may be given at sign-in, as `username` or as `email`. */
export function takesAddress({ signInBy, nameIsAddress }: AccountShape): boolean {
  return signInBy !== "username" || nameIsAddress;
}

/** The field of a sign-in that is asked for where neither is given; the one that our forms have. */
export function signInField({ signInBy, nameIsAddress }: AccountShape): "username" | "email" {
  return signInBy === "email" || nameIsAddress ? "email" : "username";
}

/** What users have that can be shown and changed, in the order of the pages. A name that is the address is that alone. */
export function factsOf({ nameIsAddress, hasEmail, hasAge }: AccountShape): readonly Fact[] {
  const has = { username: !nameIsAddress, email: hasEmail, age: hasAge };
  return FACTS.filter((fact) => has[fact]);
}

export const FACTS = ["username", "email", "age"] as const;
export type Fact = (typeof FACTS)[number];
