import { ping } from "@/lib/store/open";
import type { Call, Reply } from "./call";

/** The process answers. */
export async function healthz(): Promise<Reply> {
  return { status: 200, body: { status: "ok" } };
}

/** The process can do its work: the database can be read and written. */
export async function readyz({ scope }: Call): Promise<Reply> {
  await ping(scope.store);
  return { status: 200, body: { status: "ok" } };
}
