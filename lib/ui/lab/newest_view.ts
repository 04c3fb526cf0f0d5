import type { LabView } from "@/lib/contract/lab";

let newest: LabView | null = null;

/** Notes what a browser was last told of a lab. */
export function noteView(view: LabView): void {
  newest = view;
}

/** Whether a browser was told of a lab since its page was loaded. */
export function isNoted(id: string): boolean {
  return newest?.id === id;
}

/**
 * The newest that is known of the lab that a page came with: a page that the router restores, as by the back button, is as it was when
 * it was left.
 */
export function newestView(given: LabView): LabView {
  return newest !== null && newest.id === given.id && newest.version > given.version ? newest : given;
}
