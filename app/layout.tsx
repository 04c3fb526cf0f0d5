import "./globals.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { pageLanguage } from "@/lib/pages/page_language";
import { pageRedirects } from "@/lib/pages/redirects";
import { signedIn } from "@/lib/pages/signed_in";
import { pageLook, pageSite } from "@/lib/pages/site";
import { Header } from "@/lib/ui/frame/header";
import { RefreshRestored } from "@/lib/ui/frame/refresh_restored";
import { LanguageProvider } from "@/lib/ui/language";
import { modePageTexts } from "@/lib/ui/messages/mode_page";
import { startTexts } from "@/lib/ui/messages/start";
import { SiteProvider } from "@/lib/ui/site";

const KEY_ICONS = {
  icon: [
    { url: "/favicon.ico", sizes: "32x32" },
    { url: "/icon.svg", sizes: "any", type: "image/svg+xml" },
  ],
  apple: { url: "/apple-touch-icon.png", sizes: "180x180" },
};

export async function generateMetadata(): Promise<Metadata> {
  const language = await pageLanguage();
  const { name, modes } = await pageSite();
  const { logo, manifest } = await pageLook();
  const start = startTexts[language];
  const comparesModes = modes.length > 1;
  return {
    title: { default: comparesModes ? start.title(name) : name, template: `%s · ${name}` },
    description: comparesModes ? start.description : modePageTexts[language].describeSignIn.only(name),
    applicationName: name,
    manifest,
    icons: logo === null ? KEY_ICONS : { icon: { url: logo.path, type: logo.type } },
    // Phones would turn user ids and claims into links.
    formatDetection: { telephone: false, email: false, address: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fcfaf6" },
    { media: "(prefers-color-scheme: dark)", color: "#151310" },
  ],
};

const KOREAN_FONT = new URL("../lib/ui/fonts/korean.woff2", import.meta.url).pathname;

/** Reading the language makes every page dynamic, as the nonce of the content security policy needs. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const language = await pageLanguage();
  const site = await pageSite();
  const { accent } = await pageLook();
  const person = await signedIn();
  const { afterSignOut } = await pageRedirects();
  const personal = person.session !== null || person.token !== null;
  return (
    <html lang={language}>
      {/* In the head, and waited for: no page is shown in the other colour first. */}
      {accent !== null && <link rel="stylesheet" href={accent} precedence="accent" />}
      {language === "ko" && (
        <link rel="preload" as="font" type="font/woff2" crossOrigin="" href={KOREAN_FONT} />
      )}
      <body>
        <LanguageProvider language={language}>
          <SiteProvider site={site}>
            <RefreshRestored personal={personal} />
            <Header language={language} site={site} signedIn={person} afterSignOut={afterSignOut} />
            {children}
          </SiteProvider>
        </LanguageProvider>
      </body>
    </html>
  );
}
