import { describe, expect, test } from "vitest";
import { callDjango, isDjangoMissing } from "@/lib/testing/django/django";
import { FORMS } from "@/lib/testing/http/forms";

describe.skipIf(isDjangoMissing)("a real Django with DRF reads a form as we do:", () => {
  const forms = Object.entries(FORMS).filter(([, { differsFromDjango }]) => !differsFromDjango);
  const read = callDjango(
    forms.map(([, { contentType, body }]) => ["read_form", contentType, body.toString("base64")]),
  );

  test.each(forms.map(([name, { fields }], at) => [name, fields, read[at]]))("%s", (_name, ours, django) => {
    expect(django).toEqual(ours);
  });
});
