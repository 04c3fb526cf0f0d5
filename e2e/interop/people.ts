/** People of the tests, on either side. */

import { type Browser, openBrowser } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { newName, PASSWORD, type Tokens, tokensOf } from "@/lib/testing/requests";
import type { Person, Sides } from "./sides";

/** What Django has of a user. */
export interface DjangoUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly age: number | null;
  readonly active: boolean;
  readonly password: string;
  readonly lastLogin: string | null;
}

interface DjangoAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** Makes a user at Django. */
export async function newUserThere(sides: Sides): Promise<Person> {
  const name = sides.nameOf(newName());
  const email = sides.shape === "email" ? name : `${name}@example.com`;
  const id = (await sides.django.call("create_user", name, email, PASSWORD)) as string;
  return { id, name, email };
}

/** Signs a user up here. @throws where that is refused */
export async function newUserHere(sides: Sides): Promise<Person & { readonly tokens: Tokens }> {
  const name = sides.nameOf(newName());
  const email = sides.shape === "email" ? name : `${name}@example.com`;
  const named = sides.shape === "email" ? { username: name } : { username: name, email };
  const answer = await send(sides.server, "/user/jwt_signup", { json: { ...named, password: PASSWORD } });
  const { id } = (answer.body?.user ?? {}) as { readonly id?: unknown };
  return { id: String(id), name, email, tokens: tokensOf(answer) };
}

/** Whom Django has by a name. @throws where there is nobody */
export async function djangoUser(sides: Sides, { name }: Person): Promise<DjangoUser> {
  return (await sides.django.call("user", name)) as DjangoUser;
}

export async function signInHere(sides: Sides, { name }: Person, password = PASSWORD): Promise<number> {
  const json = { username: name, password };
  return (await send(sides.server, "/user/session_signin", { json })).status;
}

/** @returns the key, or null where Django refuses it */
export function signInThere(sides: Sides, { name }: Person, password = PASSWORD): Promise<unknown> {
  return sides.django.call("sign_in", name, password);
}

export async function tokensHere(sides: Sides, { name }: Person): Promise<Tokens> {
  return tokensOf(
    await send(sides.server, "/user/jwt_signin", { json: { username: name, password: PASSWORD } }),
  );
}

export async function tokensThere(sides: Sides, { name }: Person): Promise<Tokens> {
  return (await sides.django.call("new_tokens", name)) as Tokens;
}

/** Sends a request to a view of Django's. */
export function requestThere(
  sides: Sides,
  path: string,
  options: { readonly json?: unknown; readonly bearer?: string },
): Promise<DjangoAnswer> {
  const { bearer, json } = options;
  const headers = bearer === undefined ? {} : { HTTP_AUTHORIZATION: `Bearer ${bearer}` };
  const method = json === undefined ? "GET" : "POST";
  const given = json === undefined ? { headers } : { headers, json };
  return sides.django.call("request", method, path, given) as Promise<DjangoAnswer>;
}

/** A browser in which somebody is signed in here by session. */
export async function sessionHere({ server }: Sides, { name }: Person): Promise<Browser> {
  const browser = openBrowser(server);
  const { status } = await browser.post("/user/session_signin", { username: name, password: PASSWORD });
  if (status !== 200) throw new Error(`${name} cannot sign in: ${status}`);
  return browser;
}

/** Signs in at Django by its form. @returns the session's cookie; null where it is refused */
export async function sessionThere({ django }: Sides, { name }: Person): Promise<string | null> {
  return (await django.call("log_in", name, PASSWORD)) as string | null;
}
