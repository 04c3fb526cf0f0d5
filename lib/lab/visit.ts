import { countAgainst, networkOfClient } from "@/lib/accounts/throttle";
import { clearCookie } from "@/lib/contract/cookie";
import { ApiError } from "@/lib/contract/errors";
import type { LabAct, LabView } from "@/lib/contract/lab";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import type { Call, Reply } from "@/lib/usecases/call";
import { beginAct } from "./begin_act";
import { makeLab } from "./make_lab";
import { type Lab, type LabContext, withLab } from "./open_labs";
import { LAB_AGE, removeLab } from "./places";
import { labFolder } from "./private_folder";
import { viewOf } from "./view";

type AnyCall = Pick<Call, "scope" | "caller">;

/** What a page asks for news with: {@link LabView.version}. */
interface StateQuery {
  readonly version?: number | undefined;
}

/**
 * Makes a lab for a visitor, and throws the one away that they had.
 * @throws ApiError 429 throttled where their network has begun too many (THROTTLE_LAB); 503 unavailable where all places are taken
 */
export async function start({ scope, caller }: AnyCall): Promise<Reply> {
  const { settings } = scope;
  await countAgainst(scope, { action: "lab", by: networkOfClient(caller) });
  dropLab(scope, caller);
  const id = await makeLab(contextOf(scope));
  const cookie = { spec: settings.labCookie, value: id, maxAge: LAB_AGE / 1000 };
  return { status: 200, body: await withLab(id, contextOf(scope), viewOf), cookies: [cookie] };
}

export async function leave({ scope, caller }: AnyCall): Promise<Reply> {
  dropLab(scope, caller);
  return { status: 204, cookies: [clearCookie(scope.settings.labCookie)] };
}

/**
 * What the page of a lab shows now; nothing (204) where its version is the one that the page has.
 * @throws ApiError 404 not_found where the visitor has no lab, or it is over
 */
export async function state({
  scope,
  caller,
  query,
}: Call<unknown, null, unknown, StateQuery>): Promise<Reply> {
  const reply = await withLab(idOf(scope, caller), contextOf(scope), async (lab): Promise<Reply> => {
    const isKnown = lab.state.acts === query.version;
    return isKnown ? { status: 204 } : { status: 200, body: await viewOf(lab) };
  });
  if (reply === null) throw new ApiError("not_found");
  return reply;
}

/**
 * Does something in the lab of a visitor.
 * @returns what the page of the lab shows then
 * @throws ApiError 404 not_found where they have none, or it is over
 */
export async function doIn(
  { scope, caller }: AnyCall,
  act: LabAct,
  run: (lab: Lab) => Promise<void>,
): Promise<Reply> {
  const id = idOf(scope, caller);
  const context = contextOf(scope);
  const done = await withLab(id, context, async (lab) => {
    await beginAct(lab, act);
    await run(lab);
    return true;
  });
  // What was done may have changed the settings or the clock.
  const view = done && (await withLab(id, context, viewOf));
  if (!view) throw new ApiError("not_found");
  return { status: 200, body: view };
}

/** The lab of whoever sent a request; null: they have none, or it is over. */
export async function visitedLab(scope: Scope, caller: Caller): Promise<LabView | null> {
  return withLab(idOf(scope, caller), contextOf(scope), viewOf);
}

function dropLab({ settings }: Scope, caller: Caller): void {
  const id = caller.cookie(settings.labCookie.name);
  if (id !== null) removeLab(labFolder(settings), id);
}

function idOf({ settings }: Scope, caller: Caller): string {
  return caller.cookie(settings.labCookie.name) ?? "";
}

/** A request has one time: the acts of a lab happen at it. */
function contextOf({ settings, now }: Scope): LabContext {
  return { settings, now: () => now.getTime() };
}
