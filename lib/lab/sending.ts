import type { LabAct, LabBend, LabDoor, LabHolder, LabRequest } from "@/lib/contract/lab";

/** A request of somebody in a lab. */
export interface Sending {
  readonly act: LabAct | "curl";
  readonly holder: LabHolder;
  readonly door: LabDoor;
  readonly method: string;
  /** With its query, as the door has it: `/user/me`. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
  /** The ids of the credentials that it carries. */
  readonly keys: readonly number[];
  readonly bend: LabBend | null;
}

/** What is noted of a request; its id is the row's. */
export type RequestFacts = Omit<LabRequest, "id">;
