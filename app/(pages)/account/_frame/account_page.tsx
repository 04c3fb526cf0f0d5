import type { ReactNode } from "react";
import { HTTPS_ONLY } from "@/lib/contract/https_only";
import { currentCredentials } from "@/lib/pages/current_credentials";
import { pageLanguage } from "@/lib/pages/page_language";
import { pageRedirects } from "@/lib/pages/redirects";
import { secureCookies } from "@/lib/pages/secure_cookies";
import { pageSite } from "@/lib/pages/site";
import { AccountFrame } from "@/lib/ui/account/account_frame";
import { CookieAlert } from "@/lib/ui/cookie_alert/cookie_alert";
import type { SearchParams } from "@/lib/ui/search_params";

type Props = {
  searchParams: SearchParams;
  /** Why a form of the page was refused that the browser sent without scripts; null where the page says so itself. */
  notice?: string | null;
  children: ReactNode;
};

/** A page of the account, which is its child: shown where somebody is signed in. */
export async function AccountPage({ searchParams, notice = null, children }: Props) {
  const language = await pageLanguage();
  const dropped = (await searchParams)[HTTPS_ONLY.name] === HTTPS_ONLY.value;
  const cookieAlert = (
    <CookieAlert
      language={language}
      secureCookies={await secureCookies()}
      modes={(await pageSite()).modes}
      dropped={dropped}
    />
  );
  return (
    <AccountFrame
      currentCredentials={await currentCredentials()}
      notice={notice}
      cookieAlert={cookieAlert}
      afterSignOut={(await pageRedirects()).afterSignOut}
    >
      {children}
    </AccountFrame>
  );
}
