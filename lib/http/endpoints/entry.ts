import { entrySchema } from "@/lib/contract/fields";
import { signinEntry, signupEntry } from "@/lib/usecases/entry";
import { row } from "../row";

/** Addresses for links from elsewhere, which need not know the modes. */
export const entryRows = [
  row({
    method: "GET",
    path: "/signin",
    name: "Signin",
    summary:
      "Leads to the sign-in page: by JWT for a browser with token cookies and no session, else by session. Where only a refresh token is live, to the page that refreshes.",
    access: "anyone",
    query: entrySchema,
    responses: { 303: { description: "To that page, with `next`.", body: null } },
    refusals: [],
    run: signinEntry,
  }),
  row({
    method: "GET",
    path: "/signup",
    name: "Signup",
    summary: "Leads to the sign-up page of the same mode.",
    access: "anyone",
    query: entrySchema,
    responses: { 303: { description: "To that page, with `next`.", body: null } },
    refusals: [],
    run: signupEntry,
  }),
] as const;
