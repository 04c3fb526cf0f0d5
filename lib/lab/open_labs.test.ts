import { afterAll, beforeAll, expect, it } from "vitest";
import { type LabVisitor, startLab, startLabServer } from "@/lib/testing/lab";
import type { TestServer } from "@/lib/testing/server";
import { withLab } from "./open_labs";

let server: TestServer;
beforeAll(async () => {
  server = await startLabServer();
});
afterAll(() => server.close());

const KNOCK = { holder: "you", kind: "session", door: "ours" } as const;

async function startLabs(count: number): Promise<{ visitor: LabVisitor; id: string }[]> {
  const labs = [];
  for (let begun = 0; begun < count; begun += 1) {
    const { visitor, view } = await startLab(server);
    labs.push({ visitor, id: view.id });
  }
  return labs;
}

it("a process has twelve labs open at most: a further one waits for a place, and finds one when the others are not used", async () => {
  const labs = await startLabs(13);
  const free: (() => void)[] = [];
  const used = labs.slice(0, 12).map(
    ({ id }) =>
      new Promise<void>((begun) => {
        void withLab(id, { settings: server.settings, now: server.clock.now }, () => {
          begun();
          return new Promise<void>((resolve) => free.push(resolve));
        });
      }),
  );
  await Promise.all(used);
  const late = labs[12]?.visitor;
  const refused = await late?.post("knock", KNOCK);
  expect([refused?.status, refused?.headers.get("retry-after")]).toEqual([503, "2"]);
  for (const end of free) end();
  await expect.poll(async () => (await late?.post("knock", KNOCK))?.status).toBe(200);
});

it("labs that are thrown away while they are used, opened or closed end no process, and are said to be gone", async () => {
  const labs = await startLabs(14);
  const statuses = labs.map(async ({ visitor }) => {
    const asked = [visitor.post("knock", KNOCK), visitor.post("leave", {}), visitor.post("knock", KNOCK)];
    return (await Promise.all(asked)).map(({ status }) => status);
  });
  for (const answered of await Promise.all(statuses)) {
    expect(answered[1]).toBe(204);
    expect([200, 404, 503]).toContain(answered[0]);
  }
});

it("whoever has a lab open that is gone writes nothing into the next one at its place", async () => {
  const { visitor, view } = await startLab(server);
  const context = { settings: server.settings, now: server.clock.now };
  let goOn = () => {};
  const written = withLab(view.id, context, async ({ store }) => {
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    return store.statements.write([{ sql: "UPDATE lab SET username = 'planted'", params: [] }]);
  }).catch((error: unknown) => error);
  await expect.poll(() => goOn.toString()).not.toBe("() => {}");
  await visitor.post("leave", {});
  const next = await startLab(server);
  expect(next.view.id.split("-")[0]).toBe(view.id.split("-")[0]);
  goOn();
  await written;
  const after = await next.visitor.act("steal", {});
  expect(after.guest.username).toBe("guest");
});
