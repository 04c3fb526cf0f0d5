import { describe, expect, test } from "vitest";
import { callDjango, isDjangoMissing } from "@/lib/testing/django/django";
import { HOST, LANGUAGE_REQUESTS } from "@/lib/testing/http/language_requests";

describe.skipIf(isDjangoMissing)("a real Django's set_language answers as we do:", () => {
  const requests = Object.entries(LANGUAGE_REQUESTS).filter(
    ([, { differsFromDjango }]) => !differsFromDjango,
  );
  const answers = callDjango(
    requests.map(([, { method = "POST", query = "", fields = {}, headers = {} }]) => [
      "set_language",
      ...[method, query, fields, { Host: HOST, Accept: "text/html", ...headers }],
    ]),
    { ALLOWED_HOSTS: [HOST] },
  );

  test.each(requests.map(([name, ours], at) => [name, ours, answers[at]]))("%s", (_name, ours, django) => {
    const { location, language = null } = ours;
    expect(django).toEqual({ status: location === null ? 204 : 302, location, language });
  });
});
