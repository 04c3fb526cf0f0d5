"use client";

import type { AccountDeletion } from "@/lib/pages/account_deletion";
import { useTexts } from "../language";
import { profileTexts } from "../messages/profile";
import { DeleteForm } from "./delete_form";
import type { SectionProps } from "./opened";
import { Row } from "./row";
import { Section } from "./section";

type Props = SectionProps & { deletion: AccountDeletion };

export function DeleteAccount({ deletion, ...shared }: Props) {
  const profile = useTexts(profileTexts);
  return (
    <Section id="delete" heading={profile.remove} text={profile.removeText[deletion]}>
      <Row form="delete" label={null} action={profile.remove} opened={shared.opened} open={shared.open}>
        <DeleteForm {...shared} />
      </Row>
    </Section>
  );
}
