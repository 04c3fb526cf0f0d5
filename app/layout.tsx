import "./globals.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { pageLanguage } from "@/lib/pages/page_language";
import { pageRedirects } from "@/lib/pages/redirects";
import { signedIn } from "@/lib/pages/signed_in";
import { Header } from "@/lib/ui/frame/header";
import { RefreshRestored } from "@/lib/ui/frame/refresh_restored";
import { LanguageProvider } from "@/lib/ui/language";
import { startTexts } from "@/lib/ui/messages/start";

export async function generateMetadata(): Promise<Metadata> {
  const start = startTexts[await pageLanguage()];
  return {
    title: { default: start.title, template: "%s · Latchkey" },
    description: start.description,
    applicationName: "Latchkey",
    manifest: "/manifest.webmanifest",
    icons: {
      icon: [
        { url: "/favicon.ico", sizes: "32x32" },
        { url: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      ],
      apple: { url: "/apple-touch-icon.png", sizes: "180x180" },
    },
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
  const person = await signedIn();
  const { afterSignOut } = await pageRedirects();
  const personal = person.session !== null || person.token !== null;
  return (
    <html lang={language}>
      {language === "ko" && (
        <link rel="preload" as="font" type="font/woff2" crossOrigin="" href={KOREAN_FONT} />
      )}
      <body>
        <LanguageProvider language={language}>
          <RefreshRestored personal={personal} />
          <Header language={language} signedIn={person} afterSignOut={afterSignOut} />
          {children}
        </LanguageProvider>
      </body>
    </html>
  );
}
