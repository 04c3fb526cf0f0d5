import { passwordResetConfirmSchema, passwordResetSchema } from "@/lib/contract/fields";
import { passwordReset } from "@/lib/usecases/password_reset";
import { passwordResetConfirm } from "@/lib/usecases/password_reset_confirm";
import { row } from "../row";

/** A forgotten password. */
export const passwordResetRows = [
  row({
    method: "POST",
    path: "/user/password_reset",
    name: "Password Reset",
    summary: "Mails links to set a new password with, for the accounts of an address.",
    access: "anyone",
    body: passwordResetSchema,
    responses: {
      204: { description: "The same whether or not there is such an account.", body: null },
    },
    refusals: ["not_found"],
    limit: "mail",
    run: passwordReset,
  }),
  row({
    method: "POST",
    path: "/user/password_reset_confirm",
    name: "Password Reset Confirm",
    summary: "Sets a new password by the link of a mail; all sign-ins of the user end.",
    access: "anyone",
    body: passwordResetConfirmSchema,
    responses: { 204: { description: "The password is set; nobody is signed in by it.", body: null } },
    refusals: [],
    run: passwordResetConfirm,
  }),
] as const;
