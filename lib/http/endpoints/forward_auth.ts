import { forwardAuthSchema } from "@/lib/contract/fields";
import { forwardAuth } from "@/lib/usecases/forward_auth";
import { row } from "../row";

/** What a proxy asks before it passes a request on to an app that knows no sign-in of its own. */
export const forwardAuthRows = [
  row({
    method: "GET",
    path: "/user/forward_auth",
    name: "Forward Auth",
    summary:
      "Who sends a request to another app, for that app's proxy (nginx `auth_request`, Caddy `forward_auth`, Traefik ForwardAuth).",
    access: "behind_proxy",
    query: forwardAuthSchema,
    responses: {
      200: {
        description:
          "Somebody is signed in: `Remote-User`, `Remote-Id`, `Remote-Email` and `Remote-Groups` say who, each percent-encoded, and empty where it is unknown.",
        body: null,
      },
      303: { description: "With `?redirect=1`, for a browser that opens a page: to sign in.", body: null },
    },
    refusals: ["cross_site"],
    run: forwardAuth,
  }),
] as const;
