import type { Metadata } from "next";
import type { ReactNode } from "react";
import { pageShape } from "@/lib/pages/account_shape";
import { type FormState, formState } from "@/lib/pages/form_state";
import { pageLanguage } from "@/lib/pages/page_language";
import { canResetPassword } from "@/lib/pages/reset_link";
import { secureCookies } from "@/lib/pages/secure_cookies";
import { canSignUp } from "@/lib/pages/sign_up";
import { signedIn, wayOn } from "@/lib/pages/signed_in";
import { pageSite, requireMode } from "@/lib/pages/site";
import { modePageTexts } from "@/lib/ui/messages/mode_page";
import { formPage, type Mode, wordedMode } from "@/lib/ui/mode";
import { ModePage } from "@/lib/ui/mode_page/mode_page";
import { destinationFrom, nextFrom, type SearchParams } from "@/lib/ui/search_params";

type Task = "signin" | "signup";

/** The title and description of the page of a form. */
export async function formMetadata(mode: Mode, task: Task): Promise<Metadata> {
  const modePage = modePageTexts[await pageLanguage()];
  const { name, modes } = await pageSite();
  const worded = wordedMode(mode, modes);
  return task === "signin"
    ? { title: modePage.signIn[worded], description: modePage.describeSignIn[worded](name) }
    : { title: modePage.signUp[worded], description: modePage.describeSignUp[worded](name) };
}

/** What a form is told by the page that it stands on. */
export async function formProps(
  mode: Mode,
  task: Task,
  searchParams: SearchParams,
): Promise<FormState & { mode: Mode; next: string | undefined; destination: string }> {
  const state = await formState(searchParams, formPage(mode, task));
  const [next, destination] = [await nextFrom(searchParams), await destinationFrom(searchParams)];
  return { mode, next, destination, ...state };
}

type Props = { mode: Mode; task: Task; searchParams: SearchParams; children: ReactNode };

/** The page of a form, which is its child: each page loads the scripts of its own form alone. */
export async function FormPage({ mode, task, searchParams, children }: Props) {
  await requireMode(mode);
  const [next, destination] = [await nextFrom(searchParams), await destinationFrom(searchParams)];
  return (
    <ModePage
      modes={(await pageSite()).modes}
      language={await pageLanguage()}
      mode={mode}
      task={task}
      next={next}
      wayOn={await wayOn(destination)}
      signedIn={await signedIn()}
      secureCookies={await secureCookies()}
      canReset={await canResetPassword()}
      canSignUp={await canSignUp()}
      shape={await pageShape()}
    >
      {children}
    </ModePage>
  );
}
