import type { LabKey, LabKeyKind, LabRequest, LabView } from "@/lib/contract/lab";
import type { Language } from "@/lib/contract/language";
import type { en } from "../../messages/en/lab_outcome";
import { worded } from "../../messages/wording";
import { whyNotAsked } from "./not_asked";

/** Words what became of the requests of a lab. */
export function outcomeWords(language: Language, labOutcome: typeof en, { keys }: Pick<LabView, "keys">) {
  function keyOf(request: LabRequest): LabKey | undefined {
    return keys.find(({ id }) => id === request.keys[0]);
  }

  function kindOf(request: LabRequest): LabKeyKind | null {
    return keyOf(request)?.kind ?? null;
  }

  /** "200, it opens". */
  function verdict({ status, holder }: LabRequest): string {
    if (status >= 400) return labOutcome.refused(status);
    return holder === "thief" ? labOutcome.thiefIn(status) : labOutcome.opened(status);
  }

  /** What its door did to find that out. */
  function reason(request: LabRequest): string {
    const opened = request.status < 400;
    if (request.path === "/user/me" && request.keys.length === 0) return labOutcome.sentNothing;
    if (request.door === "neighbour") {
      if (opened) return labOutcome.neighbourOpened;
      if (kindOf(request) === "session") return labOutcome.neighbourSession;
      const why: Readonly<Record<string, string>> = labOutcome.neighbourWhy;
      return why[request.refusal ?? ""] ?? labOutcome.neighbourRefused;
    }
    const read = rowsRead(request);
    if (!opened && request.statements.length === 0) {
      const why = whyNotAsked(request, keyOf(request));
      return why === null ? labOutcome.notAsked : labOutcome.notAskedWhy[why];
    }
    if (!opened && read === 0) return labOutcome.readNothing;
    return worded(language, opened ? labOutcome.read : labOutcome.readRefused, { value: read });
  }

  /** All of it: "Our door (Session cookie): 200, it opens. It looked in the database: 2 records read." */
  function sentence(request: LabRequest): string {
    const kind = kindOf(request);
    const what = kind === null ? "" : ` (${labOutcome.kinds[kind]})`;
    const who = request.holder === "you" ? "" : `${labOutcome.holders[request.holder]} · `;
    return `${who}${labOutcome.doors[request.door]}${what}: ${verdict(request)}. ${reason(request)}`;
  }

  return { verdict, reason, sentence };
}

/** How many rows a request read. */
function rowsRead({ statements }: LabRequest): number {
  return statements.reduce((sum, { kind, rows }) => sum + (kind === "read" ? rows : 0), 0);
}
