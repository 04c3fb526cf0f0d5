"use client";

import { memo } from "react";
import type { LabRequest } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { type Result, resultOf } from "../picture/way";
import styles from "./notch.module.css";

const SHAPES: Readonly<Record<Result, string>> = {
  opened: "m3.5 8.5 3 3 6-7",
  refused: "m4 4 8 8m0-8-8 8",
  held: "M3 7.5h10V14H3Zm2 0V5a3 3 0 0 1 6 0v2.5",
  alarm: "M8 2 15 14H1Zm0 5v3m0 2v.01",
};

/** The id of what a notch opens. */
export function sheetId(request: LabRequest): string {
  return `request-${request.id}`;
}

type Props = {
  request: LabRequest;
  /** Of the latest act. */
  isLatest: boolean;
};

/** A request as a notch: cut deep where the database was asked. It opens a popover, without scripts, too. */
export const Notch = memo(function Notch({ request, isLatest }: Props) {
  const texts = useTexts(labPictureTexts);
  const { id, holder, door, status, statements } = request;
  const result = resultOf(request);
  return (
    <button
      type="button"
      popoverTarget={sheetId(request)}
      className={styles.notch}
      data-latest={isLatest}
      data-deep={statements.length > 0}
      data-result={result}
    >
      <span className="visually-hidden">
        {texts.strip.notch(id, texts.holders[holder], texts.doors[door].heading)}:{" "}
      </span>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={SHAPES[result]} />
      </svg>
      {status}
    </button>
  );
});
