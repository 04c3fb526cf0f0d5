import { findSignUpProblems } from "@/lib/accounts/create_account";
import {
  nothingSchema,
  refreshSchema,
  requiredRefreshSchema,
  requiredTokenSchema,
  signInSchema,
  signUpSchema,
  verifySchema,
} from "@/lib/contract/fields";
import { healthz, readyz } from "@/lib/usecases/health";
import { jwks } from "@/lib/usecases/jwks";
import { jwtRefresh } from "@/lib/usecases/jwt_refresh";
import { jwtSignin } from "@/lib/usecases/jwt_signin";
import { jwtSignout } from "@/lib/usecases/jwt_signout";
import { jwtSignup } from "@/lib/usecases/jwt_signup";
import { jwtVerify } from "@/lib/usecases/jwt_verify";
import { me } from "@/lib/usecases/me";
import { sessionSignin } from "@/lib/usecases/session_signin";
import { sessionSignout } from "@/lib/usecases/session_signout";
import { sessionSignup } from "@/lib/usecases/session_signup";
import { tokenBlacklist } from "@/lib/usecases/token_blacklist";
import { tokenObtainPair } from "@/lib/usecases/token_obtain_pair";
import { tokenObtainSliding } from "@/lib/usecases/token_obtain_sliding";
import { tokenRefresh } from "@/lib/usecases/token_refresh";
import { tokenRefreshSliding } from "@/lib/usecases/token_refresh_sliding";
import { tokenVerify } from "@/lib/usecases/token_verify";
import { type Action, type Endpoint, endpoint, withBody } from "./endpoint";

/** An action for a signed-in user. */
function withCredential(
  useCase: (credential: NonNullable<Parameters<Action>[2]>) => ReturnType<Action>,
): Action {
  return (_request, _call, credential) => {
    if (credential === null)
      throw new TypeError("an endpoint for signed-in users was mounted without authentication");
    return useCase(credential);
  };
}

/** The table of endpoints: every way of serving them mounts this one. */
export const endpoints = {
  "/user/session_signup": endpoint({
    name: "Session Signup",
    authentication: "header",
    methods: { POST: withBody(signUpSchema, sessionSignup, findSignUpProblems) },
    page: "/session/signup",
  }),
  "/user/session_signin": endpoint({
    name: "Session Signin",
    authentication: "header",
    methods: { POST: withBody(signInSchema, sessionSignin) },
    page: "/session/signin",
  }),
  "/user/session_signout": endpoint({
    name: "Session Signout",
    authentication: "header",
    methods: { POST: withBody(nothingSchema, sessionSignout) },
  }),
  "/user/jwt_signup": endpoint({
    name: "Jwt Signup",
    authentication: "header",
    methods: { POST: withBody(signUpSchema, jwtSignup, findSignUpProblems) },
    page: "/jwt/signup",
  }),
  "/user/jwt_signin": endpoint({
    name: "Jwt Signin",
    authentication: "header",
    methods: { POST: withBody(signInSchema, jwtSignin) },
    page: "/jwt/signin",
  }),
  "/user/jwt_refresh": endpoint({
    name: "Jwt Refresh",
    authentication: "none",
    methods: { POST: withBody(refreshSchema, jwtRefresh) },
  }),
  "/user/jwt_verify": endpoint({
    name: "Jwt Verify",
    authentication: "none",
    methods: { POST: withBody(verifySchema, jwtVerify) },
  }),
  "/user/jwt_signout": endpoint({
    name: "Jwt Signout",
    authentication: "none",
    methods: { POST: withBody(refreshSchema, jwtSignout) },
  }),
  "/user/me": endpoint({ name: "Me", authentication: "required", methods: { GET: withCredential(me) } }),
  "/api/token": endpoint({
    name: "Token Obtain Pair",
    authentication: "none",
    methods: { POST: withBody(signInSchema, tokenObtainPair) },
  }),
  "/api/token/refresh": endpoint({
    name: "Token Refresh",
    authentication: "none",
    methods: { POST: withBody(requiredRefreshSchema, tokenRefresh) },
  }),
  "/api/token/verify": endpoint({
    name: "Token Verify",
    authentication: "none",
    methods: { POST: withBody(requiredTokenSchema, tokenVerify) },
  }),
  "/api/token/blacklist": endpoint({
    name: "Token Blacklist",
    authentication: "none",
    methods: { POST: withBody(requiredRefreshSchema, tokenBlacklist) },
  }),
  "/api/token/sliding": endpoint({
    name: "Token Obtain Sliding",
    authentication: "none",
    methods: { POST: withBody(signInSchema, tokenObtainSliding) },
  }),
  "/api/token/sliding/refresh": endpoint({
    name: "Token Refresh Sliding",
    authentication: "none",
    methods: { POST: withBody(requiredTokenSchema, tokenRefreshSliding) },
  }),
  "/.well-known/jwks.json": endpoint({
    name: "Jwks",
    authentication: "none",
    methods: { GET: (_request, call) => jwks(call) },
  }),
  "/healthz": endpoint({ name: "Healthz", authentication: "none", methods: { GET: healthz } }),
  "/readyz": endpoint({
    name: "Readyz",
    authentication: "none",
    methods: { GET: (_request, call) => readyz(call) },
  }),
} as const satisfies Readonly<Record<string, Endpoint>>;

export type EndpointPath = keyof typeof endpoints;

/** The endpoint of a path, with or without its trailing slash; null where there is none. */
export function findEndpoint(pathname: string): Endpoint | null {
  const path = pathname.length > 1 && pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
  return Object.hasOwn(endpoints, path) ? endpoints[path as EndpointPath] : null;
}
