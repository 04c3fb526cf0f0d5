import type { LabFindings, LabKeyKind, LabStep, LabView } from "@/lib/contract/lab";
import type { Language } from "@/lib/contract/language";
import { numberFormat } from "../../intl";
import type { labSawTexts } from "../../messages/lab_saw";
import { type Wording, worded } from "../../messages/wording";
import { duration } from "../../time";

/** What a visitor's own requests have shown, in sentences; where they have shown nothing yet, the step that would. */
export type Result = { readonly sentences: readonly string[] } | { readonly step: LabStep };

/** What sentences are made of. */
export interface Words {
  readonly language: Language;
  readonly texts: (typeof labSawTexts)["en"];
  /** "07:55:01" */
  clock(at: number): string;
  /** By the lab's clock; milliseconds since the epoch. */
  readonly now: number;
}

/** The results of both modes for each question of the start page's comparison, in its order. */
export function resultsOf(view: LabView, words: Words): readonly { session: Result; token: Result }[] {
  return [keptResults, sentResults, endedResults, signOutResults].map((results) => results(view, words));
}

function orStep(step: LabStep, sentences: readonly (string | null)[]): Result {
  const said = sentences.filter((sentence) => sentence !== null);
  return said.length > 0 ? { sentences: said } : { step };
}

function counted({ language }: Words, wording: Wording, value: number | null): string | null {
  return value === null ? null : worded(language, wording, { value });
}

function keptResults({ findings }: LabView, words: Words) {
  const { kept } = words.texts;
  const { reads, bent } = findings;
  return {
    session: orStep("knock", [counted(words, kept.session, reads.session)]),
    token: orStep("knock", [
      reads.neighbour === null ? null : kept.neighbour,
      counted(words, kept.access, reads.access),
      bentSentence(bent, words),
    ]),
  };
}

/** How many changed credentials were refused; null: none was sent. */
export function bentSentence({ tried, refused }: LabFindings["bent"], words: Words): string | null {
  if (tried === 0) return null;
  const { kept } = words.texts;
  if (tried === refused) return counted(words, kept.bentAll, tried);
  const count = numberFormat(words.language);
  return kept.bent(count.format(tried), count.format(refused));
}

function sentResults(view: LabView, words: Words) {
  const { sent } = words.texts;
  const times = (kind: LabKeyKind, isSpending: boolean) => {
    const ids = view.keys.filter((key) => key.kind === kind).map(({ id }) => id);
    const { length } = view.requests.filter(
      ({ holder, act, keys }) =>
        holder === "you" && (act === "refresh") === isSpending && keys.some((id) => ids.includes(id)),
    );
    return length === 0 ? null : length;
  };
  return {
    session: orStep("knock", [counted(words, sent.session, times("session", false))]),
    token: orStep("knock", [
      counted(words, sent.access, times("access", false)),
      counted(words, sent.refresh, times("refresh", true)),
    ]),
  };
}

function endedResults({ findings }: LabView, { texts: { ended }, clock }: Words) {
  const { expired, elsewhere, twice } = findings;
  const said = (at: number | null | undefined, say: (time: string) => string) =>
    at == null ? null : say(clock(at));
  return {
    session: orStep("time", [
      said(expired.session, ended.session),
      said(elsewhere.session?.endedAt, ended.elsewhere),
      said(elsewhere.session?.refusedAt, ended.elsewhereRefused),
    ]),
    token: orStep("time", [
      said(expired.access, ended.access),
      said(twice?.fellAt, ended.fell),
      said(elsewhere.token?.endedAt, ended.tokensElsewhere),
      said(elsewhere.token?.refusedAt, ended.tokensRefused),
    ]),
  };
}

function signOutResults({ findings: { signOut } }: LabView, words: Words) {
  const { out } = words.texts;
  if (signOut === null) return { session: { step: "lose" }, token: { step: "lose" } } as const;
  const ours = (refusedAt: number | null) =>
    refusedAt === null ? out.notKnocked : out.refused(words.clock(refusedAt));
  const at = out.at(words.clock(signOut.at));
  return {
    session: { sentences: [at, ours(signOut.sessionRefusedAt)] },
    token: { sentences: [at, ours(signOut.accessRefusedAt), ...neighbourSentences(signOut, words)] },
  };
}

type SignOut = NonNullable<LabView["findings"]["signOut"]>;

/** How long after a sign-out the neighbour took the copy, as far as it was tried. */
function neighbourSentences(signOut: SignOut, { language, texts: { out }, clock, now }: Words): string[] {
  const { at, neighbourTookAt: tookAt, tokenExpiresAt: end } = signOut;
  const longer = longerAtNeighbour(signOut);
  if (longer !== null) return [out.longer(duration(language, longer))];
  if (tookAt === null) return [out.neighbourOpen];
  const after = tookAt - at;
  const took =
    after < 1_000 ? out.tookAtOnce(clock(tookAt)) : out.took(clock(tookAt), duration(language, after));
  return end === null || end <= now ? [took] : [took, out.takes(duration(language, end - now))];
}

/** For how long the neighbour took a copy after the sign-out, where it was seen to take and then to refuse it; milliseconds. */
export function longerAtNeighbour({ at, neighbourTookAt, neighbourRefusedAt, tokenExpiresAt }: SignOut) {
  const hasRunOut = neighbourTookAt !== null && neighbourRefusedAt !== null && tokenExpiresAt !== null;
  return hasRunOut ? tokenExpiresAt - at : null;
}
