import { lookAnswer } from "@/lib/http/look_files";
import { runtime } from "@/lib/http/runtime";

export async function GET(request: Request): Promise<Response> {
  return lookAnswer((await runtime()).settings, new URL(request.url).pathname);
}
