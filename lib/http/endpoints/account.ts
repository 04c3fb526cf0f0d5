import { userChangeSchema } from "@/lib/contract/fields";
import { userSchema } from "@/lib/contract/responses";
import { changeMe } from "@/lib/usecases/change_me";
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
  row({
    method: "PATCH",
    path: "/user/me",
    name: "Me",
    summary:
      "Changes one's own name, address or age; what is absent stays. Name and address need a recent sign-in.",
    access: "user",
    body: userChangeSchema,
    responses: { 200: { description: "The user as changed.", body: userSchema } },
    refusals: ["confirm_required", "no_active_account"],
    limit: "sign_up",
    run: changeMe,
  }),
] as const;
