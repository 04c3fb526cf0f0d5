import type { Language } from "@/lib/contract/language";
import { modesTexts } from "../messages/modes";
import { formPage, MODES, type Mode } from "../mode";
import { PageLink } from "../page_link";
import tabs from "../tabs.module.css";
import styles from "./mode_switch.module.css";

type Props = { language: Language; mode: Mode; task: "signin" | "signup"; next: string | undefined };

/** Links between the same form of both modes. */
export function ModeSwitch({ language, mode, task, next }: Props) {
  const modes = modesTexts[language];
  return (
    <nav aria-label={modes.choose} className={tabs.tabs}>
      {MODES.map((each) => (
        <PageLink
          key={each}
          href={formPage(each, task, next)}
          className={`${tabs.tab} ${styles[each]}`}
          aria-current={each === mode ? "page" : undefined}
        >
          {modes[each]}
        </PageLink>
      ))}
    </nav>
  );
}
