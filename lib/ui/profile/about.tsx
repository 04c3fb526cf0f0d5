"use client";

import type { Fact } from "@/lib/contract/account_shape";
import type { TypedValues } from "@/lib/contract/typed_values";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { profileTexts } from "../messages/profile";
import { FactForm } from "./fact_form";
import type { SectionProps } from "./opened";
import { Row } from "./row";
import styles from "./row.module.css";
import { Section } from "./section";

type Props = SectionProps & { typed: TypedValues; facts: readonly Fact[] };

/** The facts of a profile, each of which can be changed. */
export function About({ typed, facts, ...shared }: Props) {
  const account = useTexts(accountTexts);
  const profile = useTexts(profileTexts);
  const { user, opened, open } = shared;
  return (
    <Section id="about" heading={profile.about} text={profile.aboutText}>
      {facts.map((fact) => {
        const value = String(user[fact] ?? "");
        return (
          <Row
            key={fact}
            form={fact}
            label={profile.names[fact]}
            value={
              value === "" ? <span className={styles.none}>{profile.notGiven}</span> : <bdi>{value}</bdi>
            }
            action={value === "" ? profile.add : profile.edit}
            actionName={(value === "" ? profile.addFact : profile.editFact)(profile.names[fact])}
            opened={opened}
            open={open}
          >
            <FactForm {...shared} fact={fact} typed={typed[fact]} />
          </Row>
        );
      })}
      <div className={styles.row}>
        <div className={styles.line}>
          <span className={styles.label}>{account.userId}</span>
          <span className={styles.value}>{user.id}</span>
        </div>
      </div>
    </Section>
  );
}
