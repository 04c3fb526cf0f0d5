import { findChangeProblems } from "@/lib/accounts/change_account";
import { passwordChangeSchema, userChangeSchemaFor } from "@/lib/contract/fields";
import { userSchema } from "@/lib/contract/responses";
import { userDataSchema } from "@/lib/contract/user_data";
import { changeMe } from "@/lib/usecases/change_me";
import { deleteMe } from "@/lib/usecases/delete_me";
import { exportMe } from "@/lib/usecases/export_me";
import { me } from "@/lib/usecases/me";
import { passwordChange } from "@/lib/usecases/password_change";
import { row } from "../row";

/** The signed-in user's own account. */
export const accountRows = [
  row({
    method: "GET",
    path: "/user/me",
    name: "Me",
    summary: "Who is signed in: by Authorization header, token cookie or session cookie.",
    access: "user",
    responses: { 200: { description: "The user.", body: userSchema } },
    refusals: [],
    run: me,
  }),
  row({
    method: "PATCH",
    path: "/user/me",
    name: "Me",
    summary:
      "Changes one's own name, address or age; what is absent stays. Name and address need a recent sign-in.",
    access: "user",
    body: userChangeSchemaFor,
    problems: findChangeProblems,
    responses: { 200: { description: "The user as changed.", body: userSchema } },
    refusals: ["confirm_required", "no_active_account"],
    formPages: ["/account"],
    limit: "sign_up",
    run: changeMe,
  }),
  row({
    method: "DELETE",
    path: "/user/me",
    name: "Me",
    summary: "Deletes one's own account, or deactivates it (ACCOUNT_DELETE); all sign-ins end.",
    access: "recent_user",
    responses: {
      204: { description: "The account is gone; the cookies of this browser are cleared.", body: null },
    },
    refusals: ["no_active_account"],
    formPages: ["/account"],
    limit: "change",
    run: deleteMe,
  }),
  row({
    method: "GET",
    path: "/user/me/export",
    name: "Export",
    summary: "Everything that is stored of oneself, as a file.",
    access: "recent_user",
    responses: { 200: { description: "A JSON file.", body: userDataSchema } },
    refusals: ["no_active_account"],
    formPages: ["/account"],
    run: exportMe,
  }),
  row({
    method: "POST",
    path: "/user/password_change",
    name: "Password Change",
    summary: "Changes one's own password, for which the old one is given; all other sign-ins end.",
    access: "user",
    body: passwordChangeSchema,
    responses: {
      204: {
        description:
          "The password is changed. This sign-in goes on and is recent; a session gets another cookie.",
        body: null,
      },
    },
    refusals: ["no_active_account"],
    formPages: ["/account"],
    limit: "sign_in",
    run: passwordChange,
  }),
] as const;
