import { latchkey } from "@/auth";

export async function GET(request: Request): Promise<Response> {
  const [, token = ""] = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
  const holder = await latchkey.verifyOffline(token);
  if (holder === null)
    return Response.json(
      { detail: "A valid access token is needed." },
      { status: 401, headers: { "WWW-Authenticate": "Bearer" } },
    );
  return Response.json({ owner: holder.userId, notes: [] });
}
