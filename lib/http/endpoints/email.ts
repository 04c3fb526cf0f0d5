import { emailResendSchema, emailVerifySchema, linkKeySchema } from "@/lib/contract/fields";
import { emailSchema } from "@/lib/contract/responses";
import { email, emailLink, emailResend, emailVerify } from "@/lib/usecases/email";
import { row } from "../row";

/** Whether an e-mail address is its user's (EMAIL_VERIFICATION). */
export const emailRows = [
  row({
    method: "GET",
    path: "/user/email",
    name: "Email",
    summary: "One's own address: whether it is verified, and which new one is asked for.",
    access: "user",
    responses: { 200: { description: "The address.", body: emailSchema } },
    refusals: [],
    run: email,
  }),
  row({
    method: "POST",
    path: "/user/email_verify",
    name: "Email Verify",
    summary:
      "Verifies an address by the key of the mailed link (whoever has it; it signs nobody in), or by the mailed code (of who is signed in, or was refused with `email_verification_required`). A new address then replaces the old one.",
    access: "valid_header",
    body: emailVerifySchema,
    responses: { 204: { description: "The address is verified.", body: null } },
    refusals: ["not_authenticated", "challenge_expired"],
    page: "/email/verify",
    limit: "code",
    run: emailVerify,
  }),
  row({
    method: "GET",
    path: "/user/email_verify/{key}",
    name: "Email Link",
    summary:
      "Where the mailed link leads. It changes nothing, and redirects to the page that asks to confirm.",
    access: "anyone",
    params: linkKeySchema,
    responses: { 303: { description: "To the page.", body: null } },
    refusals: [],
    run: emailLink,
  }),
  row({
    method: "POST",
    path: "/user/email_resend",
    name: "Email Resend",
    summary:
      "Mails link and code once more, if there is an address to verify; the former ones are void. With EMAIL_VERIFICATION=none nothing is sent.",
    access: "valid_header",
    body: emailResendSchema,
    responses: {
      204: { description: "They are on their way, unless there is nothing to verify.", body: null },
    },
    refusals: ["not_authenticated", "challenge_expired"],
    page: "/email/verify",
    limit: "mail",
    run: emailResend,
  }),
] as const;
