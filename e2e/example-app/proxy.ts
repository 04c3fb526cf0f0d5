import { latchkey } from "@/auth";
import { latchkeyProxy } from "@/latchkey/next_proxy";

export const proxy = latchkeyProxy(latchkey);

// The pages that call requireUser().
export const config = { matcher: ["/notes/:path*"] };
