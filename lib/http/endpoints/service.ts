import { healthSchema, jwkSetSchema } from "@/lib/contract/responses";
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
    responses: { 200: { description: "A JWK set (RFC 7517).", body: jwkSetSchema } },
    refusals: [],
    run: jwks,
  }),
  row({
    method: "GET",
    path: "/healthz",
    name: "Healthz",
    summary: "Whether the process answers.",
    access: "anyone",
    responses: { 200: { description: "The process answers.", body: healthSchema } },
    refusals: [],
    run: healthz,
  }),
  row({
    method: "GET",
    path: "/readyz",
    name: "Readyz",
    summary: "Whether the process can do its work: the database can be read and written.",
    access: "anyone",
    responses: { 200: { description: "The database can be read and written.", body: healthSchema } },
    refusals: [],
    run: readyz,
  }),
] as const;
