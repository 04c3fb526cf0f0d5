import type { LabKey, LabRequest } from "@/lib/contract/lab";

/** A request, with the credential that it carried. */
export interface SentRequest extends LabRequest {
  readonly key: LabKey | undefined;
}

/** "Who am I?" */
export function isKnock({ method, path }: LabRequest): boolean {
  return method === "GET" && path === "/user/me";
}

/** Whether the credential was not taken. */
export function isRefused({ status }: LabRequest): boolean {
  return status === 401;
}
