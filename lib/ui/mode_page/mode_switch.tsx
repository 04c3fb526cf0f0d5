import type { Language } from "@/lib/contract/language";
import { modesTexts } from "../messages/modes";
import { formPage, type Mode } from "../mode";
import { PageLink } from "../page_link";
import tabs from "../tabs.module.css";
import styles from "./mode_switch.module.css";

type Props = {
  language: Language;
  mode: Mode;
  modes: readonly Mode[];
  task: "signin" | "signup";
  next: string | undefined;
};

/** Links between the same form of both modes. */
export function ModeSwitch({ language, mode, modes: inUse, task, next }: Props) {
  const modes = modesTexts[language];
  return (
    <nav aria-label={modes.choose} className={tabs.tabs}>
      {inUse.map((each) => (
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
