import { ApiError } from "@/lib/contract/errors";
import { randomId, randomKey } from "@/lib/credentials/digest";
import { generateKeys } from "@/lib/credentials/jwt/generate_keys";
import { collectLogLines } from "@/lib/events/log";
import { jobFailed } from "@/lib/events/server_events";
import { type NewLab, writeNewLab } from "@/lib/store/lab/state";
import { makeMigratedFile } from "@/lib/store/migrations/new_file";
import { closeStore, openStore } from "@/lib/store/open";
import { beginAct } from "./begin_act";
import { FIRST_SETTINGS } from "./lab_settings";
import { type Lab, type LabContext, withLab } from "./open_labs";
import { answerOurs } from "./ours";
import { LAB_AGE, prepareLab, removeLab, removeOldLabs } from "./places";
import { labFolder } from "./private_folder";
import { post } from "./requests";
import { sendIn } from "./send";

/** The first account of a lab: user 1, for which a guest may try to pass. */
const OWNER = "owner";
const GUEST = "guest";

/** How many wait until theirs is made: a process makes one at a time. */
const MAX_WAITING = 10;

let making: Promise<unknown> = Promise.resolve();
let waiting = 0;

/**
 * Makes a lab with a guest, who is signed in by both modes. Its files are removed once it is over.
 * @returns its id
 * @throws ApiError 503 unavailable where there are as many labs as there may be, or too many are to be made at once
 */
export async function makeLab(context: LabContext): Promise<string> {
  if (waiting >= MAX_WAITING) throw unavailable(5);
  waiting += 1;
  const made = making.then(() => make(context));
  making = made.catch(() => {});
  return made.finally(() => {
    waiting -= 1;
  });
}

/** @param seconds after which it may be tried again */
function unavailable(seconds: number): ApiError {
  return new ApiError("unavailable", undefined, { headers: { "Retry-After": `${seconds}` } });
}

async function make(context: LabContext): Promise<string> {
  const folder = labFolder(context.settings);
  const now = context.now();
  removeOldLabs(folder, now);
  const prepared = prepareLab(folder, now);
  try {
    await makeMigratedFile(prepared.url);
    const store = await openStore(prepared.url);
    await writeNewLab(store, await newLab(now)).finally(() => closeStore(store));
    const id = prepared.settle();
    if (id === null) throw unavailable(60);
    setTimeout(() => removeLater(folder, now + LAB_AGE), LAB_AGE).unref();
    await withLab(id, context, begin).catch((error: unknown) => {
      // Nobody is told of it: it would keep its place for an hour.
      removeLab(folder, id);
      throw error;
    });
    return id;
  } finally {
    prepared.discard();
  }
}

/** Beside all requests: nobody waits for it, and the hourly job tries again. */
function removeLater(folder: string, now: number): void {
  try {
    removeOldLabs(folder, now);
  } catch (error) {
    jobFailed("removing_labs", error);
  }
}

async function newLab(now: number): Promise<NewLab> {
  const keys = await generateKeys("EdDSA");
  return {
    madeAt: now,
    secretKey: randomKey(),
    signingKey: keys.kind === "pair" ? keys.privateKey : "",
    username: GUEST,
    password: randomId().slice(0, 12),
    settings: JSON.stringify(FIRST_SETTINGS),
  };
}

/** The accounts, and the guest's first sign-ins. */
async function begin(lab: Lab): Promise<void> {
  await beginAct(lab, "start");
  await collectLogLines([], () => makeOwner(lab));
  const { username, password } = lab.state;
  const sender = { act: "start", holder: "you" } as const;
  await sendIn(lab, post(sender, "/user/session_signup", { username, password }));
  await sendIn(lab, post(sender, "/user/jwt_signin", { username, password }));
}

/** Signs up and out again: no row of theirs is shown. */
async function makeOwner(lab: Lab): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ username: OWNER, password: randomKey() });
  const signUp = new Request(new URL("/user/session_signup", lab.settings.origin), {
    method: "POST",
    headers,
    body,
  });
  const [cookie = ""] = (await answerOurs(lab, signUp, null)).headers.getSetCookie();
  const signOut = new Request(new URL("/user/session_signout", lab.settings.origin), {
    method: "POST",
    headers: { ...headers, Cookie: cookie.split(";")[0] ?? "" },
    body: "{}",
  });
  await answerOurs(lab, signOut, null);
}
