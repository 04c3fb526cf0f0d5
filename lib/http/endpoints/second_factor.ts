import { totpChangeSchema, totpConfirmSchema } from "@/lib/contract/fields";
import { recoveryCodesSchema, secondFactorSchema, totpSetUpSchema } from "@/lib/contract/responses";
import { recoveryCodes, secondFactor, totpConfirm, totpRemoval, totpSetUp } from "@/lib/usecases/totp";
import { row } from "../row";

/** The second factor of the signed-in user: one-time codes of an authenticator app (TOTP, RFC 6238). */
export const secondFactorRows = [
  row({
    method: "GET",
    path: "/user/totp",
    name: "Totp",
    summary: "Whether signing in asks for a code, and how many recovery codes are left.",
    access: "user",
    responses: { 200: { description: "The second factor.", body: secondFactorSchema } },
    refusals: [],
    run: secondFactor,
  }),
  row({
    method: "POST",
    path: "/user/totp",
    name: "Totp",
    summary: "Begins to set up an authenticator app; /user/totp_confirm puts it in use.",
    access: "recent_user",
    body: totpChangeSchema,
    limit: "code",
    responses: { 200: { description: "What the app needs.", body: totpSetUpSchema } },
    refusals: [],
    run: totpSetUp,
  }),
  row({
    method: "DELETE",
    path: "/user/totp",
    name: "Totp",
    summary: "Takes the authenticator app out of use; all other sign-ins end.",
    access: "recent_user",
    body: totpChangeSchema,
    responses: { 204: { description: "Signing in asks for no code any more.", body: null } },
    refusals: [],
    formPages: ["/account"],
    limit: "change",
    run: totpRemoval,
  }),
  row({
    method: "POST",
    path: "/user/totp_confirm",
    name: "Totp Confirm",
    summary: "Puts the app in use that was set up, by a code of it; all other sign-ins end.",
    access: "recent_user",
    body: totpConfirmSchema,
    responses: { 200: { description: "The recovery codes.", body: recoveryCodesSchema } },
    refusals: [],
    limit: "change",
    run: totpConfirm,
  }),
  row({
    method: "POST",
    path: "/user/recovery_codes",
    name: "Recovery Codes",
    summary: "New recovery codes; the former ones are void.",
    access: "recent_user",
    body: totpChangeSchema,
    responses: { 200: { description: "The recovery codes.", body: recoveryCodesSchema } },
    refusals: [],
    limit: "change",
    run: recoveryCodes,
  }),
] as const;
