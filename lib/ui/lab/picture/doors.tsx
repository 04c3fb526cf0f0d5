"use client";

import { LAB_DOORS, type LabDoor } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { useLab } from "../use_lab";
import { DoorPair, DoorPanel } from "./door_panel";
import styles from "./doors.module.css";
import { requestsAt } from "./way";

/** Both doors, each with the ways of the latest act to it, or else with the way before that, so that both can be compared. */
export function Doors() {
  return (
    <DoorPair>
      {LAB_DOORS.map((door) => (
        <Door key={door} door={door} />
      ))}
    </DoorPair>
  );
}

function Door({ door }: { door: LabDoor }) {
  const texts = useTexts(labPictureTexts).doors;
  const { latest, before } = requestsAt(door, useLab().view);
  return (
    <DoorPanel door={door} level={2} requests={before === null ? latest : [before]}>
      {latest.length === 0 && (
        <p className={styles.idle}>
          {texts.idle} {before !== null && texts.before}
        </p>
      )}
    </DoorPanel>
  );
}
