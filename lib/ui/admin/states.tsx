import type { Language } from "@/lib/contract/language";
import type { PersonRow } from "@/lib/pages/admin";
import { adminTexts } from "../messages/admin";
import styles from "./admin.module.css";

type Props = { language: Language; person: Pick<PersonRow, "isActive" | "isStaff" | "isSuperuser"> };

/** Whether an account is active, and whose it is, in words. */
export function States({ language, person }: Props) {
  const admin = adminTexts[language];
  return (
    <ul className={styles.states}>
      <li data-inactive={!person.isActive || undefined}>
        {person.isActive ? admin.states.active : admin.states.inactive}
      </li>
      {person.isStaff && <li>{admin.states.staff}</li>}
      {person.isSuperuser && <li>{admin.states.superuser}</li>}
    </ul>
  );
}
