import { userSchema } from "@/lib/contract/responses";
import { me } from "@/lib/usecases/me";
import { row } from "../row";

/** The signed-in user's own account. */
export const accountRows = [
  row({
    method: "GET",
    path: "/user/me",
    name: "Me",
    summary: "Who is signed in: by Authorization header, token cookie or session cookie.",
    access: "user",
    responses: { 200: { description: "The user.", body: userSchema } },
    refusals: [],
    run: me,
  }),
] as const;
