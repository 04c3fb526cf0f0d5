import Link from "next/link";
import type { Language } from "@/lib/contract/language";
import { messages } from "../messages/messages";
import { formPage, type Mode } from "../mode";
import styles from "./mode_switch.module.css";

type Props = { language: Language; mode: Mode; task: "signin" | "signup"; next: string };

/** Links between the same form of both modes. */
export function ModeSwitch({ language, mode, task, next }: Props) {
  const { modes } = messages(language);
  return (
    <nav aria-label={modes.choose} className={styles.switch}>
      {(["session", "token"] as const).map((each) => (
        <Link
          key={each}
          href={formPage(each, task, next)}
          className={styles.choice}
          data-mode={each}
          aria-current={each === mode ? "page" : undefined}
        >
          {modes[each]}
        </Link>
      ))}
    </nav>
  );
}
