import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { send } from "@/lib/testing/client";
import { startCommand } from "@/lib/testing/commands";
import { PASSWORD } from "@/lib/testing/requests";
import { withServer } from "@/lib/testing/server";
import { SECRET } from "@/lib/testing/settings";

test("npm run user makes an account beside the server, with a password that another program writes", () =>
  withServer({}, async (server) => {
    const environment = { SECRET_KEY: SECRET, DATABASE_URL: server.settings.databaseUrl, DEBUG: "true" };
    const args = ["create", "kim", "--password-stdin"];
    const child = startCommand("user.ts", args, environment, process.cwd());
    child.stdin.end(`${PASSWORD}\r\n`);
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
    expect([code, output]).toEqual([0, "Made the account kim (id 1).\n"]);
    const json = { username: "kim", password: PASSWORD };
    expect((await send(server, "/user/session_signin", { json })).status).toBe(200);
  }));
