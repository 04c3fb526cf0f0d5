"use client";

import { memo, type ReactNode } from "react";
import type { LabRequest } from "@/lib/contract/lab";
import { DateTime } from "../../account/date_time";
import { Copyable } from "../../copyable";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import button from "../../small_button.module.css";
import { ActForm } from "../act_form";
import { resultOf } from "../picture/way";
import { sheetId } from "./notch";
import styles from "./request_sheet.module.css";
import { Statements } from "./statements";

type Props = {
  request: LabRequest;
  /** It is being sent again. */
  isBusy: boolean;
};

/** All of a request: what was sent, what the database did, what was answered. Not rendered anew as the clock ticks: there are many. */
export const RequestSheet = memo(function RequestSheet({ request, isBusy }: Props) {
  const texts = useTexts(labPictureTexts);
  return (
    <section
      id={sheetId(request)}
      popover="auto"
      className={styles.sheet}
      aria-labelledby={headingId(request)}
    >
      <Head request={request} isBusy={isBusy} />
      <Summary request={request} />
      <div className={styles.columns}>
        <div>
          <Sent request={request} />
          <Part heading={texts.strip.statements}>
            <Statements statements={request.statements} />
          </Part>
        </div>
        <div>
          <Answer request={request} />
          <Part heading={texts.strip.curl}>
            <Copyable text={request.curl} />
          </Part>
        </div>
      </div>
    </section>
  );
});

function headingId(request: LabRequest): string {
  return `${sheetId(request)}-heading`;
}

function Head({ request, isBusy }: Props) {
  const texts = useTexts(labPictureTexts);
  const { id, method, path, status, refusal } = request;
  return (
    <header className={styles.head}>
      <h3 id={headingId(request)}>
        <code>
          {method} {path}
        </code>{" "}
        <span className={styles.status} data-result={resultOf(request)}>
          {status}
          {refusal !== null && ` ${refusal}`}
        </span>
      </h3>
      <div className={styles.actions}>
        <ActForm act="again" body={{ request: id }}>
          <button type="submit" className={button.button} aria-busy={isBusy || undefined}>
            {texts.strip.again}
          </button>
        </ActForm>
        <button
          type="button"
          className={button.button}
          popoverTarget={sheetId(request)}
          popoverTargetAction="hide"
        >
          {texts.strip.close}
        </button>
      </div>
    </header>
  );
}

function Summary({ request }: { request: LabRequest }) {
  const texts = useTexts(labPictureTexts);
  return (
    <dl className={styles.summary}>
      <div>
        <dt>{texts.strip.at}</dt>
        <dd>
          <DateTime at={request.at} />
        </dd>
      </div>
      <div>
        <dt>{texts.holders[request.holder]}</dt>
        <dd>{texts.doors[request.door].heading}</dd>
      </div>
      <div>
        <dt>{texts.strip.took}</dt>
        <dd>{texts.strip.milliseconds(Math.round(request.took * 10) / 10)}</dd>
      </div>
    </dl>
  );
}

function Sent({ request: { method, path, headers, body } }: { request: LabRequest }) {
  const { strip } = useTexts(labPictureTexts);
  const lines = [`${method} ${path}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return (
    <Part heading={strip.sent}>
      <Raw>{[...lines, ...(body === null ? [] : ["", body])].join("\n")}</Raw>
    </Part>
  );
}

function Answer({ request: { status, setCookies, answer, log } }: { request: LabRequest }) {
  const { strip } = useTexts(labPictureTexts);
  const lines = [String(status), ...setCookies.map((cookie) => `Set-Cookie: ${cookie}`)];
  return (
    <Part heading={strip.answer}>
      <Raw>{[...lines, ...(answer === "" ? [] : ["", answer])].join("\n")}</Raw>
      {log.length > 0 && (
        <>
          <h5>{strip.log}</h5>
          <Raw>{log.join("\n")}</Raw>
        </>
      )}
    </Part>
  );
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h4>{heading}</h4>
      {children}
    </section>
  );
}

function Raw({ children }: { children: string }) {
  return (
    <pre className={styles.raw}>
      <code>{children}</code>
    </pre>
  );
}
