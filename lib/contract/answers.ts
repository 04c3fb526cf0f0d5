import { z } from "zod";

/** What endpoints answer with. Strict: an answer holds nothing that is not here. */

const token = z.string().meta({ description: "A compact JWS." });

export const userSchema = z.strictObject({
  id: z.union([z.int(), z.string()]),
  username: z.string(),
  email: z.string(),
  age: z.int().nullable(),
});

export const tokenPairSchema = z.strictObject({ refresh: token, access: token });
export const refreshedPairSchema = z.strictObject({ access: token, refresh: token.optional() });
export const refreshedTokensSchema = z.strictObject({ access: token.optional(), refresh: token.optional() });
export const userWithTokensSchema = z.strictObject({
  user: userSchema,
  refresh: token.optional(),
  access: token.optional(),
});
export const slidingTokenSchema = z.strictObject({ token });
export const emptySchema = z.strictObject({});
export const jwkSetSchema = z.strictObject({ keys: z.array(z.record(z.string(), z.string())) });
export const healthSchema = z.strictObject({ status: z.literal("ok") });
export const openapiSchema = z.looseObject({ openapi: z.string() });
