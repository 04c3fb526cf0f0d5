import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { LabAct, LabActs, LabView } from "@/lib/contract/lab";
import { closeLabs } from "@/lib/lab/open_labs";
import type { Environment } from "@/lib/settings/read";
import { startTestServer, type TestServer } from "./server";

/** Starts a server whose labs lie in a folder of their own, with which they are removed. */
export async function startLabServer(environment: Environment = {}): Promise<TestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-test-lab-"));
  const former = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  const server = await startTestServer({ LAB: "true", ...environment });
  return {
    ...server,
    async close() {
      await closeLabs();
      await server.close();
      if (former === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = former;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A visitor of the lab's page, by script. */
export class LabVisitor {
  /** The cookie that names their lab; empty before they have one. */
  cookie = "";

  constructor(readonly server: Pick<TestServer, "url">) {}

  /** @returns what the page shows then. @throws where the act is refused */
  async act<Act extends LabAct>(act: Act, body: LabActs[Act]): Promise<LabView> {
    const response = await this.post(act, body);
    if (!response.ok) throw new Error(`${act}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  async post(act: LabAct, body: object): Promise<Response> {
    const response = await fetch(`${this.server.url}/lab/${act}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Cookie: this.cookie },
      body: JSON.stringify(body),
    });
    const [set = ""] = response.headers.getSetCookie();
    if (set !== "") this.cookie = set.split(";")[0] ?? "";
    return response;
  }
}

/** A visitor with a lab that has just begun. */
export async function startLab(server: TestServer): Promise<{ visitor: LabVisitor; view: LabView }> {
  const visitor = new LabVisitor(server);
  return { visitor, view: await visitor.act("start", {}) };
}
