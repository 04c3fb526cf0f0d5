import { healthSchema, jwkSetSchema } from "@/lib/contract/answers";
import { healthz, readyz } from "@/lib/usecases/health";
import { jwks } from "@/lib/usecases/jwks";
import { row } from "../row";

/** What programs ask of the service itself. */
export const serviceRows = [
  row({
    method: "GET",
    path: "/.well-known/jwks.json",
    name: "Jwks",
    summary: "The public keys that tokens are verified with; none where they are signed with a secret.",
    access: "anyone",
    answers: { 200: { means: "A JWK set (RFC 7517).", body: jwkSetSchema } },
    refusals: [],
    run: jwks,
  }),
  row({
    method: "GET",
    path: "/healthz",
    name: "Healthz",
    summary: "Whether the process answers.",
    access: "anyone",
    answers: { 200: { means: "It does.", body: healthSchema } },
    refusals: [],
    run: healthz,
  }),
  row({
    method: "GET",
    path: "/readyz",
    name: "Readyz",
    summary: "Whether the process can do its work: the database answers.",
    access: "anyone",
    answers: { 200: { means: "It can.", body: healthSchema } },
    refusals: [],
    run: readyz,
  }),
] as const;
