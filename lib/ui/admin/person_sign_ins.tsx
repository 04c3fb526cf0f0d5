import type { Language } from "@/lib/contract/language";
import type { SignInInfo } from "@/lib/pages/sign_ins";
import { DateTime } from "../account/date_time";
import { adminTexts } from "../messages/admin";
import { PageLink } from "../page_link";
import { askPage } from "./acts";
import styles from "./admin.module.css";

type Props = {
  language: Language;
  id: number | string;
  signIns: readonly SignInInfo[];
  mayEnd: boolean;
};

/** Where an account is signed in. */
export function PersonSignIns({ language, id, signIns, mayEnd }: Props) {
  const admin = adminTexts[language];
  return (
    <section aria-labelledby="sign-ins" className={styles.section}>
      <h2 id="sign-ins">{admin.signIns}</h2>
      {signIns.length === 0 ? (
        <p className={styles.text}>{admin.noSignIns}</p>
      ) : (
        <table className={styles.table} aria-labelledby="sign-ins">
          <thead>
            <tr>
              <th scope="col">{admin.device}</th>
              <th scope="col" className={styles.wide}>
                {admin.signedIn}
              </th>
              <th scope="col">{admin.lastUsed}</th>
              {mayEnd && <th scope="col">{admin.acts}</th>}
            </tr>
          </thead>
          <tbody>
            {signIns.map((signIn) => (
              <Row key={signIn.id} language={language} id={id} signIn={signIn} mayEnd={mayEnd} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ language, id, signIn, mayEnd }: Omit<Props, "signIns"> & { signIn: SignInInfo }) {
  const admin = adminTexts[language];
  const { mode, browser, system, address } = signIn;
  const name = browser ?? admin.unknownBrowser;
  const details = [
    admin.mode[mode],
    address ?? admin.unknownAddress,
    ...(signIn.isCurrent ? [admin.thisBrowser] : []),
  ];
  return (
    <tr>
      <th scope="row" id={`device-${signIn.id}`}>
        <bdi>{system === null ? name : admin.on(name, system)}</bdi>
        <span className={styles.detail}>{details.join(" · ")}</span>
      </th>
      <td className={styles.wide}>
        <DateTime at={signIn.createdAt} />
      </td>
      <td>
        <DateTime at={signIn.lastUsedAt} />
      </td>
      {mayEnd && (
        <td>
          <PageLink
            href={askPage(id, { act: "end_sign_in", signIn: signIn.id })}
            className={styles.rowAct}
            aria-describedby={`device-${signIn.id}`}
          >
            {admin.act.end_sign_in}
          </PageLink>
        </td>
      )}
    </tr>
  );
}
