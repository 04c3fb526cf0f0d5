import { passwordResetConfirmSchema, passwordResetSchema, resetLinkSchema } from "@/lib/contract/fields";
import { RESET_PAGES } from "@/lib/contract/reset_pages";
import { changePasswordPage } from "@/lib/usecases/change_password_page";
import { passwordReset } from "@/lib/usecases/password_reset";
import { passwordResetConfirm } from "@/lib/usecases/password_reset_confirm";
import { resetLink } from "@/lib/usecases/reset_link";
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
    page: RESET_PAGES.ask,
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
    exampleFields: ["uid", "token", "new_password"],
    responses: { 204: { description: "The password is set; nobody is signed in by it.", body: null } },
    refusals: [],
    page: RESET_PAGES.set,
    run: passwordResetConfirm,
  }),
  row({
    method: "GET",
    path: "/reset/{uid}/{token}",
    name: "Reset Link",
    summary:
      "The link of a mail, at Django's address: leads to the page that sets the new password. It changes nothing.",
    access: "anyone",
    params: resetLinkSchema,
    responses: { 303: { description: "To that page; a cookie carries the link.", body: null } },
    refusals: [],
    run: resetLink,
  }),
  row({
    method: "GET",
    path: "/.well-known/change-password",
    name: "Change Password",
    summary: "Where password managers send their user: leads to the form on the account page (W3C).",
    access: "anyone",
    responses: { 302: { description: "To that form.", body: null } },
    refusals: [],
    run: changePasswordPage,
  }),
] as const;
