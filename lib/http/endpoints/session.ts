import { findSignUpProblems } from "@/lib/accounts/create_account";
import { findSignInProblems } from "@/lib/accounts/named_account";
import { codeStepSchema, emptyBodySchema, signInSchemaFor, signUpSchemaFor } from "@/lib/contract/fields";
import { userSchema } from "@/lib/contract/responses";
import { sessionSignin } from "@/lib/usecases/session_signin";
import { sessionSignout } from "@/lib/usecases/session_signout";
import { sessionSignup } from "@/lib/usecases/session_signup";
import { sessionTotp } from "@/lib/usecases/session_totp";
import { row } from "../row";

/** Cookie sessions. */
export const sessionRows = [
  row({
    method: "POST",
    path: "/user/session_signup",
    name: "Session Signup",
    summary: "Makes an account and signs in to it by session.",
    access: "valid_header",
    body: signUpSchemaFor,
    exampleFields: ["username", "password", "email", "age"],
    problems: findSignUpProblems,
    responses: { 201: { description: "The user; the session cookie is set.", body: userSchema } },
    refusals: ["sign_up_closed", "no_active_account", "email_verification_required"],
    page: "/session/signup",
    limit: "sign_up",
    mode: "session",
    run: sessionSignup,
  }),
  row({
    method: "POST",
    path: "/user/session_signin",
    name: "Session Signin",
    summary: "Signs in by session; ends the session whose cookie came with the request.",
    access: "valid_header",
    body: signInSchemaFor,
    problems: findSignInProblems,
    responses: { 200: { description: "The user; the session cookie is set.", body: userSchema } },
    refusals: ["no_active_account", "totp_required", "email_verification_required"],
    page: "/session/signin",
    codePage: "/session/totp",
    limit: "sign_in",
    mode: "session",
    run: sessionSignin,
  }),
  row({
    method: "POST",
    path: "/user/session_totp",
    name: "Session Totp",
    summary: "Finishes a sign-in by session that was refused with `totp_required`.",
    access: "valid_header",
    body: codeStepSchema,
    responses: { 200: { description: "The user; the session cookie is set.", body: userSchema } },
    refusals: ["challenge_expired", "no_active_account", "email_verification_required"],
    page: "/session/totp",
    limit: "code",
    mode: "session",
    run: sessionTotp,
  }),
  row({
    method: "POST",
    path: "/user/session_signout",
    name: "Session Signout",
    summary: "Ends the session.",
    access: "valid_header",
    body: emptyBodySchema,
    responses: { 204: { description: "The session is gone; its cookie is cleared.", body: null } },
    refusals: ["not_authenticated"],
    refusalStatus: { not_authenticated: 403 },
    formPages: ["/account", "/account/signins", "/account/browser"],
    idempotent: true,
    signsOut: true,
    run: sessionSignout,
  }),
] as const;
