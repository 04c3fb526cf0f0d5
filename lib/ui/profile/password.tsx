"use client";

import type { PasswordRules } from "@/lib/pages/password_rules";
import { useTexts } from "../language";
import { profileTexts } from "../messages/profile";
import type { SectionProps } from "./opened";
import { PasswordForm } from "./password_form";
import { Row } from "./row";
import { Section } from "./section";

export function Password({ rules, ...shared }: SectionProps & { rules: PasswordRules }) {
  const profile = useTexts(profileTexts);
  return (
    <Section id="password" heading={profile.password} text={profile.passwordText}>
      <Row
        form="password"
        label={profile.password}
        value={<span aria-hidden="true">••••••••</span>}
        action={profile.changePassword}
        opened={shared.opened}
        open={shared.open}
      >
        <PasswordForm {...shared} rules={rules} />
      </Row>
    </Section>
  );
}
