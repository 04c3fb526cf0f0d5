import type { ReactNode } from "react";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";
import type { Staff } from "@/lib/pages/admin";
import { ACCOUNT_PAGES } from "../account_pages";
import buttons from "../button.module.css";
import { FormTexts } from "../form/form_texts";
import { adminTexts } from "../messages/admin";
import { formTexts } from "../messages/form";
import { refusalTexts } from "../messages/refusal";
import { PageLink } from "../page_link";
import styles from "./admin.module.css";
import { ConfirmStaff } from "./confirm_staff";

type Props = {
  language: Language;
  staff: Staff;
  refusal: FormRefusal | null;
  /** The path that giving the password leads to. */
  next: string;
  /** Shown once nothing is left to do. */
  children: ReactNode;
};

/** A page for staff; in its place, what they have to do before. */
export function AdminFrame({ language, staff, refusal, next, children }: Props) {
  const admin = adminTexts[language];
  return (
    <main id="content" tabIndex={-1} className={styles.admin}>
      {staff.must === "confirm" && (
        <section aria-labelledby="confirm" className={styles.confirm}>
          <h1 className="visually-hidden">{admin.title}</h1>
          <FormTexts texts={{ form: formTexts[language], refusal: refusalTexts[language] }}>
            <ConfirmStaff staff={staff} refusal={refusal} next={next} />
          </FormTexts>
        </section>
      )}
      {staff.must === "set_up_factor" && (
        <section className={styles.confirm}>
          <h1>{admin.factorHeading}</h1>
          <p className={styles.text}>{admin.factorText}</p>
          <PageLink className={buttons.primary} href={ACCOUNT_PAGES.profile}>
            {admin.ownAccount}
          </PageLink>
        </section>
      )}
      {staff.must === null && children}
    </main>
  );
}
