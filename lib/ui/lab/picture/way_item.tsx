"use client";

import type { LabRequest } from "@/lib/contract/lab";
import { IntlText } from "../../intl_text";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { useOutcome } from "../steps/use_outcome";
import { useLab } from "../use_lab";
import { type Result, wayOf } from "./way";
import { WayDrawing } from "./way_drawing";
import styles from "./way_item.module.css";

type Props = {
  request: LabRequest;
  /** Not of the latest act: it is drawn at rest. */
  isEarlier: boolean;
};

/** A request as the way that it took: in words, and drawn. */
export function WayItem({ request, isEarlier }: Props) {
  const texts = useTexts(labPictureTexts);
  const { view } = useLab();
  const way = wayOf(request, view.keys);
  const sent = way.kinds.map((kind) => texts.kinds[kind]).join(" + ");
  return (
    <li className={styles.way} data-earlier={isEarlier}>
      <p className={styles.who}>
        <strong>{texts.holders[request.holder]}</strong>{" "}
        {way.byPassword ? texts.way.password : sent === "" ? texts.way.nothing : sent}{" "}
        {way.isBent && <span className={styles.bend}>{texts.way.bent}</span>}{" "}
        <code className={styles.path}>
          {request.method} {request.path}
        </code>
      </p>
      <WayDrawing way={way} door={request.door} moves={!isEarlier} />
      <Outcome request={request} result={way.result} />
    </li>
  );
}

function Outcome({ request, result }: { request: LabRequest; result: Result }) {
  const { verdict, reason } = useOutcome();
  return (
    <p className={styles.outcome}>
      <strong data-result={result}>
        {verdict(request)} {request.refusal !== null && <code>{request.refusal}</code>}
      </strong>{" "}
      <IntlText>{reason(request)}</IntlText>
    </p>
  );
}
