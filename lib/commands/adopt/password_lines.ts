import { canEncode, HASHERS, type HasherName } from "@/lib/credentials/passwords/policy";
import type { ValidatorName } from "@/lib/credentials/passwords/validators";
import type { Description } from "./description";
import { type Item, line, note } from "./items";
import { durationText } from "./setting_text";

type Hashers = Description["password_hashers"];

/** Django's classes by our names. */
const VALIDATOR_NAMES: Readonly<Record<string, ValidatorName>> = {
  "django.contrib.auth.password_validation.UserAttributeSimilarityValidator": "similarity",
  "django.contrib.auth.password_validation.MinimumLengthValidator": "min_length",
  "django.contrib.auth.password_validation.CommonPasswordValidator": "common",
  "django.contrib.auth.password_validation.NumericPasswordValidator": "numeric",
};
/** The costs that hashes are made with here, by Django's attributes. */
const FIXED_COSTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  argon2: { time_cost: 2, memory_cost: 102_400, parallelism: 8 },
  scrypt: { work_factor: 16_384, block_size: 8 },
};

/** Hashers, their costs, and what a new password must be like. */
export function passwordLines(description: Description): Item[] {
  return [
    ...hasherLines(description.password_hashers),
    line(
      "PASSWORD_UPGRADE",
      "false",
      "A re-hash ends the user's sessions at Django. Set true once Django signs nobody in any more.",
    ),
    ...validatorLines(description.password_validators),
    line(
      "PASSWORD_RESET_TIMEOUT",
      durationText(description.password_reset_timeout),
      "Django's PASSWORD_RESET_TIMEOUT.",
    ),
  ];
}

function hasherLines(hashers: Hashers): Item[] {
  const names = hashers.map(({ algorithm }) => algorithm);
  const known = names.filter(isHasher);
  const unknown = names.filter((name) => !isHasher(name));
  const first = known.find(canEncode) ?? "pbkdf2_sha256";
  const items = [
    line(
      "PASSWORD_HASHERS",
      [first, ...known.filter((name) => name !== first)].join(","),
      "Django's PASSWORD_HASHERS in their order, so that neither side makes the other's hashes anew.",
    ),
  ];
  if (first !== names[0])
    items.push(
      note(
        `Django makes hashes by ${names[0]}, which Latchkey does not make: here new ones are made by ${first}${known.includes(first) ? "" : ", which must then be in Django's PASSWORD_HASHERS, too"}.`,
      ),
    );
  if (unknown.length > 0)
    items.push(
      note(
        `Latchkey cannot check hashes of ${unknown.join(", ")}: whoever has one sets a new password by a mailed link, or signs in at Django first, which makes it anew.`,
      ),
    );
  return [...items, ...costLines(hashers), ...costNotes(hashers)];
}

function isHasher(name: string): name is HasherName {
  return (HASHERS as readonly string[]).includes(name);
}

function costLines(hashers: Hashers): Item[] {
  const cost = (pattern: RegExp, name: "iterations" | "rounds") =>
    hashers.find((hasher) => pattern.test(hasher.algorithm) && hasher[name] !== undefined)?.[name];
  const iterations = cost(/^pbkdf2_sha(256|1)$/, "iterations");
  const rounds = cost(/^bcrypt(_sha256)?$/, "rounds");
  return [
    ...(iterations === undefined
      ? []
      : [line("PBKDF2_ITERATIONS", `${iterations}`, "As Django's hasher has it.")]),
    ...(rounds === undefined ? [] : [line("BCRYPT_ROUNDS", `${rounds}`, "As Django's hasher has it.")]),
  ];
}

/** Of the hasher that makes new hashes. */
function costNotes([first]: Hashers): Item[] {
  const fixed = Object.entries(FIXED_COSTS[first?.algorithm ?? ""] ?? {});
  const differing = fixed.filter(([name, cost]) => first?.[name as keyof typeof first] !== cost);
  if (first === undefined || differing.length === 0) return [];
  const costs = fixed.map(([name, cost]) => `${name}=${cost}`).join(", ");
  return [
    note(
      `Latchkey makes ${first.algorithm} hashes with ${costs}; ${first.class} has others, and makes those hashes anew when their users sign in at Django.`,
    ),
  ];
}

function validatorLines(validators: Description["password_validators"]): Item[] {
  const known = validators.flatMap(({ name }) => VALIDATOR_NAMES[name] ?? []);
  const unknown = validators.filter(({ name }) => VALIDATOR_NAMES[name] === undefined);
  const minimum = validators.find(({ name }) => VALIDATOR_NAMES[name] === "min_length")?.options.min_length;
  const items: Item[] = [];
  if (known.length > 0)
    items.push(line("PASSWORD_VALIDATORS", known.join(","), "Django's AUTH_PASSWORD_VALIDATORS."));
  else
    items.push(
      note(
        "Django checks new passwords by none of its own validators; Latchkey checks new ones by all four.",
      ),
    );
  if (typeof minimum === "number")
    items.push(line("PASSWORD_MIN_LENGTH", `${minimum}`, "min_length of MinimumLengthValidator."));
  if (unknown.length > 0)
    items.push(
      note(`Latchkey does not have these validators: ${unknown.map(({ name }) => name).join(", ")}.`),
    );
  return items;
}
