import type { Metadata } from "next";
import { pageLanguage } from "@/lib/pages/page_language";
import { refusedOf } from "@/lib/ui/form/refused";
import { SignInForm } from "@/lib/ui/form/sign_in_form";
import { messages } from "@/lib/ui/messages/messages";
import { ModePage } from "@/lib/ui/mode_page/mode_page";
import { nextOf, type Query } from "@/lib/ui/next_of";

export async function generateMetadata(): Promise<Metadata> {
  const { form } = messages(await pageLanguage());
  return { title: form.signIn.session, description: form.describeSignIn.session };
}

export default async function Page({ searchParams }: { searchParams: Query }) {
  const language = await pageLanguage();
  const next = await nextOf(searchParams);
  return (
    <ModePage language={language} mode="session" task="signin" next={next}>
      <SignInForm mode="session" next={next} refused={await refusedOf(searchParams, language)} />
    </ModePage>
  );
}
