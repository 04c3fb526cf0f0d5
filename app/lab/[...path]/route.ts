import { runtime } from "@/lib/http/runtime";
import { answerLab } from "@/lib/lab/answer_lab";

async function handle(request: Request): Promise<Response> {
  return answerLab(request, { ...(await runtime()), address: null });
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
