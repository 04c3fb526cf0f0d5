import { ApiError } from "@/lib/contract/errors";
import type { LabAct } from "@/lib/contract/lab";
import { beginLabAct } from "@/lib/store/lab/state";
import type { Lab } from "./open_labs";

/** How much may be done in a lab in its time. */
const MAX_ACTS = 300;

/** Notes what is done next in a lab. @throws ApiError 429 throttled where it was as much as it may be */
export async function beginAct({ store }: Pick<Lab, "store">, act: LabAct | "curl"): Promise<void> {
  if (!(await beginLabAct(store, act, MAX_ACTS))) throw new ApiError("throttled");
}
