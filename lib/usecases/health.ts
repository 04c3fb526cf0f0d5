import type { Call, Reply } from "@/lib/sessions/call";
import { ping } from "@/lib/store/open";

/** The process answers. */
export async function healthz(): Promise<Reply> {
  return { status: 200, body: { status: "ok" } };
}

/** The process can do its work: the database answers. */
export async function readyz(call: Call): Promise<Reply> {
  await ping(call.store);
  return { status: 200, body: { status: "ok" } };
}
