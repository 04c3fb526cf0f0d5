import { createLatchkey } from "@/latchkey/latchkey";
import { latchkeyForNext } from "@/latchkey/next";

export const latchkey = createLatchkey({
  url: process.env.LATCHKEY_URL ?? "http://127.0.0.1:8000",
  // At the app's own origin, by the rewrites of next.config.ts.
  publicUrl: process.env.LATCHKEY_PUBLIC_URL ?? "",
  appUrl: process.env.APP_URL ?? "",
});

export const { currentUser, requireUser } = latchkeyForNext(latchkey);
