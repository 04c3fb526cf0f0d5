import type { NextConfig } from "next";
import { latchkeyRewrites } from "@/latchkey/next_rewrites";

const config: NextConfig = {
  rewrites: async () => latchkeyRewrites(process.env.LATCHKEY_URL ?? "http://127.0.0.1:8000"),
};

export default config;
