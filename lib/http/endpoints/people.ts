import { emptyBodySchema, peopleQuerySchema, personSchema, personSignInSchema } from "@/lib/contract/fields";
import { peopleSchema, personDataSchema } from "@/lib/contract/responses";
import { people, person } from "@/lib/usecases/people";
import {
  activatePerson,
  deactivatePerson,
  endSignInOfPerson,
  mailResetToPerson,
  signOutPerson,
} from "@/lib/usecases/person_acts";
import { row } from "../row";

/** What every act of staff on somebody's account has in common. */
const ACT = {
  access: "recent_staff",
  refusals: ["not_found"],
  formPages: ["/admin", "/admin/users/{id}"],
} as const;

/** Other people's accounts, for staff. On superusers only superusers may act, and nobody on themselves. */
export const peopleRows = [
  row({
    method: "GET",
    path: "/user/admin/users",
    name: "People",
    summary: "Finds users by the beginning of their name or address, or by their id; without either, all.",
    access: "recent_staff",
    query: peopleQuerySchema,
    responses: { 200: { description: "A page of users.", body: peopleSchema } },
    refusals: [],
    run: people,
  }),
  row({
    method: "GET",
    path: "/user/admin/users/{id}",
    name: "Person",
    summary: "One user, where they are signed in, and what has happened to their account.",
    access: "recent_staff",
    params: personSchema,
    responses: { 200: { description: "The user.", body: personDataSchema } },
    refusals: ["not_found"],
    run: person,
  }),
  row({
    method: "POST",
    path: "/user/admin/users/{id}/deactivate",
    name: "Deactivate",
    summary: "Deactivates an account; all its sign-ins end, and a mail tells its owner.",
    ...ACT,
    params: personSchema,
    body: emptyBodySchema,
    responses: { 204: { description: "It is deactivated, if it was not before.", body: null } },
    run: deactivatePerson,
  }),
  row({
    method: "POST",
    path: "/user/admin/users/{id}/activate",
    name: "Activate",
    summary: "Activates a deactivated account again, and a mail tells its owner.",
    ...ACT,
    params: personSchema,
    body: emptyBodySchema,
    responses: { 204: { description: "It is active, if it was not before.", body: null } },
    limit: "change",
    run: activatePerson,
  }),
  row({
    method: "POST",
    path: "/user/admin/users/{id}/signout",
    name: "Signout Person",
    summary: "Ends all sign-ins of an account.",
    ...ACT,
    params: personSchema,
    body: emptyBodySchema,
    responses: { 204: { description: "They have ended.", body: null } },
    run: signOutPerson,
  }),
  row({
    method: "DELETE",
    path: "/user/admin/users/{id}/sessions/{sign_in}",
    name: "Session Of Person",
    summary: "Ends one sign-in of an account, with all its tokens.",
    ...ACT,
    params: personSignInSchema,
    responses: { 204: { description: "It has ended.", body: null } },
    run: endSignInOfPerson,
  }),
  row({
    method: "POST",
    path: "/user/admin/users/{id}/password_reset",
    name: "Password Reset Of Person",
    summary:
      "Has the owner of an account mailed the link by which they set a new password. Staff neither see it nor set one.",
    ...ACT,
    params: personSchema,
    body: emptyBodySchema,
    responses: { 204: { description: "The mail is on its way.", body: null } },
    refusals: ["not_found", "no_reset_mail"],
    limit: "mail",
    run: mailResetToPerson,
  }),
] as const;
