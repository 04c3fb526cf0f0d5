import { findSignInProblems } from "@/lib/accounts/named_account";
import { requiredRefreshSchema, requiredTokenSchema, signInSchemaFor } from "@/lib/contract/fields";
import {
  emptySchema,
  refreshedPairSchema,
  slidingTokenSchema,
  tokenPairSchema,
} from "@/lib/contract/responses";
import { tokenBlacklist } from "@/lib/usecases/token_blacklist";
import { tokenObtainPair } from "@/lib/usecases/token_obtain_pair";
import { tokenObtainSliding } from "@/lib/usecases/token_obtain_sliding";
import { tokenRefresh } from "@/lib/usecases/token_refresh";
import { tokenRefreshSliding } from "@/lib/usecases/token_refresh_sliding";
import { tokenVerify } from "@/lib/usecases/token_verify";
import { row } from "../row";

/** simplejwt's own endpoints (rest_framework_simplejwt.views): the tokens are always in the body. */
export const simplejwtRows = [
  row({
    method: "POST",
    path: "/api/token",
    name: "Token Obtain Pair",
    summary: "Signs in by JWT (simplejwt's TokenObtainPairView).",
    access: "anyone",
    body: signInSchemaFor,
    problems: findSignInProblems,
    responses: { 200: { description: "Both tokens.", body: tokenPairSchema } },
    refusals: ["no_active_account", "totp_required", "email_verification_required"],
    limit: "sign_in",
    mode: "token",
    run: tokenObtainPair,
  }),
  row({
    method: "POST",
    path: "/api/token/refresh",
    name: "Token Refresh",
    summary:
      "A new access token, and where tokens rotate a new refresh token (simplejwt's TokenRefreshView).",
    access: "anyone",
    body: requiredRefreshSchema,
    responses: { 200: { description: "The new tokens.", body: refreshedPairSchema } },
    refusals: ["token_not_valid", "no_active_account", "password_changed"],
    run: tokenRefresh,
  }),
  row({
    method: "POST",
    path: "/api/token/verify",
    name: "Token Verify",
    summary: "Whether a token of any type is valid (simplejwt's TokenVerifyView).",
    access: "anyone",
    body: requiredTokenSchema,
    responses: { 200: { description: "The token is valid.", body: emptySchema } },
    refusals: ["token_not_valid", "user_not_found", "user_inactive", "password_changed"],
    run: tokenVerify,
  }),
  row({
    method: "POST",
    path: "/api/token/blacklist",
    name: "Token Blacklist",
    summary: "Blacklists one refresh token (simplejwt's TokenBlacklistView).",
    access: "anyone",
    body: requiredRefreshSchema,
    responses: { 200: { description: "The token is blacklisted.", body: emptySchema } },
    refusals: ["token_not_valid"],
    run: tokenBlacklist,
  }),
  row({
    method: "POST",
    path: "/api/token/sliding",
    name: "Token Obtain Sliding",
    summary: "Signs in by one token that is renewed in place (simplejwt's TokenObtainSlidingView).",
    access: "anyone",
    body: signInSchemaFor,
    problems: findSignInProblems,
    responses: { 200: { description: "The sliding token.", body: slidingTokenSchema } },
    refusals: ["no_active_account", "totp_required", "email_verification_required"],
    limit: "sign_in",
    mode: "token",
    run: tokenObtainSliding,
  }),
  row({
    method: "POST",
    path: "/api/token/sliding/refresh",
    name: "Token Refresh Sliding",
    summary: "The same sliding token with a new expiry (simplejwt's TokenRefreshSlidingView).",
    access: "anyone",
    body: requiredTokenSchema,
    responses: { 200: { description: "The renewed token.", body: slidingTokenSchema } },
    refusals: ["token_not_valid", "no_active_account", "password_changed"],
    run: tokenRefreshSliding,
  }),
] as const;
