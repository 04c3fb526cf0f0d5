"use client";

import type { LabRequest } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { useLab } from "../use_lab";
import { type Way, wayOf } from "./way";
import { WayDrawing } from "./way_drawing";
import styles from "./way_item.module.css";

type Props = {
  request: LabRequest;
  /** Not of the latest act: it is drawn at rest. */
  isEarlier?: boolean;
};

/** A request as the way that it took: in words, and drawn. */
export function WayItem({ request, isEarlier = false }: Props) {
  const texts = useTexts(labPictureTexts);
  const { view } = useLab();
  const way = wayOf(request, view.keys);
  const sent = way.kinds.map((kind) => texts.kinds[kind]).join(" + ");
  return (
    <li className={styles.way} data-earlier={isEarlier}>
      <p className={styles.who}>
        <strong>{texts.holders[request.holder]}</strong>{" "}
        {way.byPassword ? texts.way.password : sent === "" ? texts.way.nothing : sent}{" "}
        {request.bend !== null && <span className={styles.bend}>{texts.way.bent}</span>}{" "}
        <code className={styles.path}>
          {request.method} {request.path}
        </code>
      </p>
      <WayDrawing way={way} door={request.door} moves={!isEarlier} />
      <Outcome request={request} way={way} />
    </li>
  );
}

function Outcome({ request: { status, refusal }, way }: { request: LabRequest; way: Way }) {
  const texts = useTexts(labPictureTexts).way;
  return (
    <p className={styles.outcome}>
      <strong data-opened={way.opened}>
        {status} {way.opened ? texts.opened : texts.refused}
        {refusal !== null && (
          <>
            {" "}
            <code>{refusal}</code>
          </>
        )}
      </strong>{" "}
      <span>
        {way.opened ? "" : `${texts.ends[way.end]} `}
        {counted()}
      </span>
    </p>
  );

  function counted(): string {
    if (way.end !== "records") return texts.untouched;
    return way.changed === 0 ? texts.read(way.read) : texts.readAndChanged(way.read, way.changed);
  }
}
