import type { Metadata } from "next";
import { readLinkedRefusal } from "@/lib/contract/linked_refusal";
import { pageLanguage } from "@/lib/pages/page_language";
import { requireRefreshToken } from "@/lib/pages/require_user";
import { FormTexts } from "@/lib/ui/form/form_texts";
import { formTexts } from "@/lib/ui/messages/form";
import { refreshTexts } from "@/lib/ui/messages/refresh";
import { refusalTexts } from "@/lib/ui/messages/refusal";
import { RefreshTokens } from "@/lib/ui/refresh/refresh_tokens";
import { destinationFrom, nextFrom, type SearchParams } from "@/lib/ui/search_params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: refreshTexts[await pageLanguage()].title, robots: { index: false } };
}

/** Where a page leads that needs a user and found a live refresh token only. Rendering it changes nothing. */
export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const language = await pageLanguage();
  await requireRefreshToken(await nextFrom(searchParams));
  return (
    <FormTexts texts={{ form: formTexts[language], refusal: refusalTexts[language] }}>
      <RefreshTokens
        next={await destinationFrom(searchParams)}
        refusal={readLinkedRefusal(await searchParams)}
      />
    </FormTexts>
  );
}
