import { ApiError, type Message, type TokenClassMessage } from "@/lib/contract/errors";
import type { TokenProblem } from "@/lib/credentials/jwt/decode";
import { TOKEN_TYPES, type TokenClass } from "@/lib/credentials/jwt/token_class";

/** The problem that each tried class found with a token. */
export type ClassProblems = readonly (readonly [TokenClass, TokenProblem])[];

/** 401 in the words of simplejwt's serializers: one sentence about the one token. */
export function serializerRefusal(problems: ClassProblems): ApiError {
  return new ApiError("token_not_valid", messageOf(problems[0]?.[1] ?? "token_invalid"));
}

/** 401 in the words of simplejwt's JWTAuthentication: what each class found. */
export function authenticationRefusal(problems: ClassProblems): ApiError {
  const messages = problems.map(
    ([tokenClass, problem]): TokenClassMessage => ({
      tokenClass,
      tokenType: TOKEN_TYPES[tokenClass],
      message: messageOf(problem),
    }),
  );
  return new ApiError("token_not_valid", { key: "token_not_valid_for_any_type" }, { messages });
}

/** 401 for a token that was ended, alone or with its family, in the words of simplejwt's serializers. */
export function blacklistedRefusal(): ApiError {
  return new ApiError("token_not_valid", { key: "token_blacklisted" });
}

/** 401 for a refresh whose user is gone or inactive (simplejwt's TokenRefreshSerializer). */
export function tokenUserGone(): ApiError {
  return new ApiError("no_active_account", { key: "no_active_account_for_token" });
}

function messageOf(problem: TokenProblem): Message {
  return problem === "token_no_exp" ? { key: problem, params: { claim: "exp" } } : { key: problem };
}
