import { confirmSchema, eventsQuerySchema, idSchema, signOutEverywhereSchema } from "@/lib/contract/fields";
import { eventsSchema, signInsSchema } from "@/lib/contract/responses";
import { confirm } from "@/lib/usecases/confirm";
import { endSignIn } from "@/lib/usecases/end_sign_in";
import { events } from "@/lib/usecases/events";
import { signIns } from "@/lib/usecases/sign_ins";
import { signout } from "@/lib/usecases/signout";
import { signoutEverywhere } from "@/lib/usecases/signout_everywhere";
import { row } from "../row";

/** Where the user is signed in, by session and by JWT, and what has happened to the account. */
export const signInRows = [
  row({
    method: "GET",
    path: "/user/sessions",
    name: "Sessions",
    summary: "Where the user is signed in, by session and by JWT.",
    access: "user",
    responses: { 200: { description: "The live sign-ins.", body: signInsSchema } },
    refusals: [],
    run: signIns,
  }),
  row({
    method: "DELETE",
    path: "/user/sessions/{id}",
    name: "Session",
    summary: "Ends one of the user's sign-ins, with all its tokens.",
    access: "user",
    params: idSchema,
    responses: {
      204: { description: "It has ended; if it was the caller's own, its cookies are cleared.", body: null },
    },
    refusals: ["not_found"],
    formPages: ["/account/signins"],
    run: endSignIn,
  }),
  row({
    method: "POST",
    path: "/user/signout",
    name: "Signout",
    summary: "Ends what the cookies of the browser stand for, by session and by JWT.",
    access: "anyone",
    responses: { 204: { description: "They have ended; their cookies are cleared.", body: null } },
    refusals: ["not_authenticated"],
    formPages: ["/account"],
    idempotent: true,
    signsOut: true,
    run: signout,
  }),
  row({
    method: "POST",
    path: "/user/signout_everywhere",
    name: "Signout Everywhere",
    summary: "Ends all sign-ins of the user, or with `keep_current` all but the one that asks.",
    access: "user",
    body: signOutEverywhereSchema,
    responses: { 204: { description: "They have ended; cookies are cleared unless kept.", body: null } },
    refusals: [],
    formPages: ["/account/signins"],
    run: signoutEverywhere,
  }),
  row({
    method: "POST",
    path: "/user/confirm",
    name: "Confirm",
    summary:
      "Makes the caller's sign-in recent again by their password: for what is refused with `confirm_required`. A session gets a new key.",
    access: "user",
    body: confirmSchema,
    responses: { 204: { description: "It is recent; a session's new cookie is set.", body: null } },
    refusals: ["permission_denied"],
    limit: "sign_in",
    formPages: ["/account", "/admin", "/admin/users/{id}"],
    run: confirm,
  }),
  row({
    method: "GET",
    path: "/user/events",
    name: "Events",
    summary: "What has happened to the user's account in the last 90 days: sign-ins, refused ones, changes.",
    access: "user",
    query: eventsQuerySchema,
    responses: { 200: { description: "The events, the latest first.", body: eventsSchema } },
    refusals: [],
    run: events,
  }),
] as const;
