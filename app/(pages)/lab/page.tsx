import type { Metadata } from "next";
import { LAB_PAGE } from "@/lib/contract/lab";
import { formState } from "@/lib/pages/form_state";
import { currentLab, requireLab } from "@/lib/pages/lab";
import { pageLanguage } from "@/lib/pages/page_language";
import { Lab } from "@/lib/ui/lab/lab";
import styles from "@/lib/ui/lab/lab.module.css";
import { LabStart } from "@/lib/ui/lab/lab_start";
import { stepIn } from "@/lib/ui/lab/step_in";
import { labTexts } from "@/lib/ui/messages/lab";
import type { SearchParams } from "@/lib/ui/search_params";

export async function generateMetadata(): Promise<Metadata> {
  await requireLab();
  const lab = labTexts[await pageLanguage()];
  return { title: lab.title, description: lab.description };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  await requireLab();
  const language = await pageLanguage();
  const view = await currentLab();
  const { refusal, typed } = await formState(searchParams, LAB_PAGE);
  return (
    <main id="content" tabIndex={-1} className={styles.lab}>
      {view === null ? (
        <LabStart language={language} refusal={refusal} />
      ) : (
        <Lab
          view={view}
          step={stepIn(await searchParams)}
          refusal={refusal}
          payload={typed.payload ?? null}
        />
      )}
    </main>
  );
}
