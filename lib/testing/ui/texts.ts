import { accountTexts } from "@/lib/ui/messages/account";
import { errorTexts } from "@/lib/ui/messages/error";
import { explainTexts } from "@/lib/ui/messages/explain";
import { formTexts } from "@/lib/ui/messages/form";
import { frameTexts } from "@/lib/ui/messages/frame";
import { modesTexts } from "@/lib/ui/messages/modes";
import { notFoundTexts } from "@/lib/ui/messages/not_found";
import { startTexts } from "@/lib/ui/messages/start";

const AREAS = {
  account: accountTexts,
  error: errorTexts,
  explain: explainTexts,
  form: formTexts,
  frame: frameTexts,
  modes: modesTexts,
  notFound: notFoundTexts,
  start: startTexts,
};

function catalogue(language: "en" | "ko") {
  return Object.fromEntries(Object.entries(AREAS).map(([area, texts]) => [area, texts[language]]));
}

/** Every text of the pages, by area. */
export const en = catalogue("en");
export const ko = catalogue("ko");
