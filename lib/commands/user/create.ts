import { accountShape } from "@/lib/accounts/account_shape";
import type { Actor } from "@/lib/accounts/staff_acts/act";
import { createForSomebody, newAccountProblems } from "@/lib/accounts/staff_acts/create";
import { usualSignUp } from "@/lib/contract/account_shape";
import { checkFields } from "@/lib/contract/check_fields";
import { signUpSchemaFor } from "@/lib/contract/fields";
import type { Scope } from "@/lib/scope/scope";
import { reset } from "./act";
import { labelOf } from "./find_person";
import type { Order } from "./options";
import { RefusedError } from "./refused";

type Creation = Extract<Order, { readonly what: "create" }>;

/** Satisfies every rule of a field, while the name and the address are checked before the password is asked for. */
const STAND_IN = "a password";

/**
 * Makes an account. Its password obeys PASSWORD_VALIDATORS.
 * @param readPassword gets it; called where the name and the address are free
 * @returns what is told
 * @throws FieldErrors, RefusedError, UnsuitableDatabaseError
 */
export async function create(
  scope: Scope,
  actor: Actor,
  { name, email, staff, password: source }: Creation,
  readPassword: () => Promise<string>,
): Promise<string> {
  refuseWithoutColumns(scope, staff);
  const shape = accountShape(scope);
  // What SIGNUP_FIELDS leaves out can be given here.
  const schema = signUpSchemaFor({ ...shape, signUp: usualSignUp(shape) });
  const names = { username: name, ...(email === undefined ? {} : { email }) };
  await checkFields(
    schema,
    { ...names, password: STAND_IN },
    {
      further: ({ password: _, ...input }) => newAccountProblems(scope, input),
    },
  );
  const isUnknown = source === "none";
  const fields = { ...names, password: isUnknown ? STAND_IN : await readPassword() };
  const { password, ...account } = await checkFields(schema, fields, {
    further: ({ password: given, ...input }) =>
      newAccountProblems(scope, isUnknown || given === undefined ? input : { ...input, password: given }),
  });
  const made = { ...account, password: isUnknown ? null : password, isStaff: staff };
  const user = await createForSomebody(scope, actor, made);
  const told = `Made the account ${labelOf(user)}${staff ? ", who is staff" : ""}.`;
  return isUnknown
    ? `${told} Its owner sets a password here:\n${await reset(scope, actor, false, user)}`
    : told;
}

/** @throws RefusedError */
function refuseWithoutColumns({ store }: Scope, staff: boolean): void {
  const { table, columns, unfilled } = store.schema.userTable;
  if (unfilled.length > 0)
    throw new RefusedError(
      `No account can be made: ${unfilled.join(", ")} of the table ${table} must have a value. Name one in USER_INSERT_DEFAULTS.`,
    );
  if (staff && columns.isStaff === null)
    throw new RefusedError("The table of the users has no column is_staff.");
}
