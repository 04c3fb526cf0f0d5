import { findSignUpProblems } from "@/lib/accounts/create_account";
import { findSignInProblems } from "@/lib/accounts/named_account";
import {
  codeStepSchema,
  nextSchema,
  refreshSchema,
  signInSchemaFor,
  signUpSchemaFor,
  verifySchema,
} from "@/lib/contract/fields";
import { emptySchema, refreshedTokensSchema, userWithTokensSchema } from "@/lib/contract/responses";
import { jwtRefresh } from "@/lib/usecases/jwt_refresh";
import { jwtSignin } from "@/lib/usecases/jwt_signin";
import { jwtSignout } from "@/lib/usecases/jwt_signout";
import { jwtSignup } from "@/lib/usecases/jwt_signup";
import { jwtTotp } from "@/lib/usecases/jwt_totp";
import { jwtVerify } from "@/lib/usecases/jwt_verify";
import { row } from "../row";

/** JWTs: in cookies where AUTH_COOKIE says so and for our own pages, else in bodies. */
export const jwtRows = [
  row({
    method: "POST",
    path: "/user/jwt_signup",
    name: "Jwt Signup",
    summary: "Makes an account and signs in to it by JWT.",
    access: "valid_header",
    body: signUpSchemaFor,
    exampleFields: ["username", "password", "email", "age"],
    problems: findSignUpProblems,
    responses: {
      201: {
        description: "The user and both tokens; where cookies carry the tokens, the user alone.",
        body: userWithTokensSchema,
      },
    },
    refusals: ["sign_up_closed", "no_active_account", "email_verification_required"],
    page: "/jwt/signup",
    limit: "sign_up",
    mode: "token",
    run: jwtSignup,
  }),
  row({
    method: "POST",
    path: "/user/jwt_signin",
    name: "Jwt Signin",
    summary: "Signs in by JWT.",
    access: "valid_header",
    body: signInSchemaFor,
    problems: findSignInProblems,
    responses: {
      200: {
        description: "The user and both tokens; where cookies carry the tokens, the user alone.",
        body: userWithTokensSchema,
      },
    },
    refusals: ["no_active_account", "totp_required", "email_verification_required"],
    page: "/jwt/signin",
    codePage: "/jwt/totp",
    limit: "sign_in",
    mode: "token",
    run: jwtSignin,
  }),
  row({
    method: "POST",
    path: "/user/jwt_totp",
    name: "Jwt Totp",
    summary: "Finishes a sign-in by JWT that was refused with `totp_required`.",
    access: "valid_header",
    body: codeStepSchema,
    responses: {
      200: {
        description: "The user and both tokens; where cookies carry the tokens, the user alone.",
        body: userWithTokensSchema,
      },
    },
    refusals: ["challenge_expired", "no_active_account", "email_verification_required"],
    page: "/jwt/totp",
    limit: "code",
    mode: "token",
    run: jwtTotp,
  }),
  row({
    method: "POST",
    path: "/user/jwt_refresh",
    name: "Jwt Refresh",
    summary:
      "A new access token, and where tokens rotate a new refresh token, for the refresh token in the body or its cookie.",
    access: "anyone",
    query: nextSchema,
    body: refreshSchema,
    responses: {
      200: {
        description: "The new tokens; an empty object where cookies carry them.",
        body: refreshedTokensSchema,
      },
    },
    refusals: ["not_authenticated", "token_not_valid", "no_active_account", "password_changed"],
    formPages: ["/account/browser"],
    nextFormPage: "/jwt/refresh",
    run: jwtRefresh,
  }),
  row({
    method: "POST",
    path: "/user/jwt_verify",
    name: "Jwt Verify",
    summary: "Whether a protected endpoint would take the token in the body or its cookie right now.",
    access: "anyone",
    body: verifySchema,
    responses: { 200: { description: "The token is accepted.", body: emptySchema } },
    refusals: ["not_authenticated", "token_not_valid", "user_not_found", "user_inactive", "password_changed"],
    run: jwtVerify,
  }),
  row({
    method: "POST",
    path: "/user/jwt_signout",
    name: "Jwt Signout",
    summary:
      "Ends the sign-in of the refresh token in the body or its cookie: all its tokens become invalid.",
    access: "anyone",
    body: refreshSchema,
    responses: { 204: { description: "The sign-in has ended; its cookies are cleared.", body: null } },
    refusals: ["not_authenticated", "token_not_valid"],
    formPages: ["/account", "/account/signins", "/account/browser"],
    idempotent: true,
    signsOut: true,
    run: jwtSignout,
  }),
] as const;
