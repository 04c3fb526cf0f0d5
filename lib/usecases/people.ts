import { findPeople } from "@/lib/accounts/people/find_people";
import { findPerson } from "@/lib/accounts/people/find_person";
import { ApiError } from "@/lib/contract/errors";
import type { PeopleInput, PersonInput } from "@/lib/contract/fields";
import { accountEvents } from "@/lib/sessions/account_events";
import type { Credential } from "@/lib/sessions/credential";
import { liveSignInsOf, publicSignIn, signInIdOf } from "@/lib/sessions/sign_ins";
import type { UserFacts } from "@/lib/store/user_facts";
import type { Call, Reply } from "./call";

/** A page of users, for staff. */
export async function people({
  scope,
  query,
}: Call<unknown, Credential, unknown, PeopleInput>): Promise<Reply> {
  const { users, next } = await findPeople(scope, { prefix: query.prefix ?? "", after: query.after ?? null });
  return { status: 200, body: { users: users.map(publicFacts), next } };
}

/** One user, for staff. */
export async function person(call: Call<unknown, Credential, PersonInput>): Promise<Reply> {
  const { scope, credential, params } = call;
  const found = await findPerson(scope, params.id);
  if (found === null) throw new ApiError("not_found");
  const [signIns, events] = await Promise.all([
    liveSignInsOf(scope, found, signInIdOf(credential)),
    accountEvents(scope, found.key, null),
  ]);
  const user = {
    ...publicFacts(found),
    email_verified: found.isEmailVerified,
    second_factor: found.hasSecondFactor,
  };
  return { status: 200, body: { user, sign_ins: signIns.map(publicSignIn), events } };
}

function publicFacts(user: UserFacts) {
  const { id, username, email } = user;
  return {
    ...{ id, username, email },
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    date_joined: user.joinedAt,
    last_login: user.lastLoginAt,
  };
}
