import { LAB_STEPS, type LabStep } from "@/lib/contract/lab";
import { nextQuery } from "../admin/search";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The step that a page's query names, or, where a form of its was refused, that of its `next`; the first one where neither does. */
export function stepIn(query: Query): LabStep {
  return stepNamed(query.step) ?? stepNamed(nextQuery(query).step) ?? LAB_STEPS[0];
}

function stepNamed(name: string | string[] | undefined): LabStep | undefined {
  return LAB_STEPS.find((each) => each === name);
}
