import type { Language } from "@/lib/contract/language";
import type { EventInfo } from "@/lib/pages/sign_ins";
import { DateTime } from "../account/date_time";
import { personPage } from "../account_pages";
import { adminTexts } from "../messages/admin";
import { PageLink } from "../page_link";
import styles from "./admin.module.css";

type Texts = (typeof adminTexts)["en"];
type Props = { language: Language; events: readonly EventInfo[] };

/** As `npm run user` names itself in the events of what it does. */
const COMMAND = "command";

/** What has happened to an account, the latest first. */
export function PersonEvents({ language, events }: Props) {
  const admin = adminTexts[language];
  return (
    <section aria-labelledby="events" className={styles.section}>
      <h2 id="events">{admin.happened}</h2>
      {events.length === 0 ? (
        <p className={styles.text}>{admin.nothingHappened}</p>
      ) : (
        <table className={styles.table} aria-labelledby="events">
          <thead>
            <tr>
              <th scope="col">{admin.event}</th>
              <th scope="col">{admin.when}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.id}>
                <th scope="row">
                  {wordsOf(admin, event)}
                  <Details admin={admin} event={event} />
                </th>
                <td>
                  <DateTime at={event.at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Details({ admin, event }: { admin: Texts; event: EventInfo }) {
  const { browser, system, count, by } = event.facts;
  const details = [
    ...(browser == null
      ? []
      : [system == null ? String(browser) : admin.on(String(browser), String(system))]),
    ...(event.address === null ? [] : [event.address]),
    ...(typeof count === "number" && count > 1 ? [admin.times(count)] : []),
  ];
  if (details.length === 0 && by == null) return null;
  return (
    <span className={styles.detail}>
      {details.join(" · ")}
      {by === COMMAND && admin.byCommand}
      {by != null && by !== COMMAND && <PageLink href={personPage(by)}>{admin.byStaff(String(by))}</PageLink>}
    </span>
  );
}

function wordsOf(admin: Texts, { event, facts }: EventInfo): string {
  if (event === "sign_in_refused" && facts.of === "confirmation") return admin.confirmationRefused;
  if (event === "sign_in_refused" && facts.of === "code") return admin.codeRefused;
  if (event === "sign_in_ended" && facts.which === "all") return admin.endedAll;
  if (event === "sign_in_ended" && facts.which === "others") return admin.endedOthers;
  return admin.events[event];
}
