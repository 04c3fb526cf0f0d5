import { ApiError, FieldErrors } from "@/lib/contract/errors";
import type { Call } from "./call";

/**
 * The token that a request is about: from its body, else, where tokens travel in cookies, from its cookie.
 * @throws FieldErrors 400 as DRF's serializer where bodies carry tokens; ApiError 401 where the cookie is missing
 */
export function tokenFromRequest(call: Call, field: "refresh" | "token", inBody: string | undefined): string {
  if (inBody !== undefined) return inBody;
  const { cookies, tokensInBodies } = call.settings.jwt;
  if (tokensInBodies) throw new FieldErrors({ [field]: [{ key: "required" }] });
  const token = call.cookie((field === "refresh" ? cookies.refresh : cookies.access).name);
  if (token === null) throw new ApiError(401, "not_authenticated", { key: "not_authenticated" });
  return token;
}
