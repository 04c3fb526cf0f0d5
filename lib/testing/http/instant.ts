import { type EndpointPath, endpoints } from "@/lib/http/endpoints";
import { PASSWORD } from "../client";
import type { TestServer } from "../server";

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A server's endpoints at one instant, to the millisecond: no request takes time. */
export interface Instant {
  get(path: EndpointPath, token: string): Promise<Answer>;
  post(path: EndpointPath, json: object): Promise<Answer>;
}

/** @param seconds since the epoch */
export function at(seconds: number, { settings, store }: TestServer): Instant {
  const context = { settings, store, now: () => Math.round(seconds * 1000), address: null };
  const exchange = async (path: EndpointPath, init: RequestInit): Promise<Answer> => {
    const response = await endpoints[path](new Request(`http://127.0.0.1${path}`, init), context);
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
  };
  return {
    get: (path, token) => exchange(path, { headers: { Authorization: `Bearer ${token}` } }),
    post: (path, json) =>
      exchange(path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(json),
      }),
  };
}

/** Signs a user up, or in where there is one of the name, at an instant. */
export async function signUpAt(instant: Instant, username = "someone") {
  const { body } = await instant.post("/user/jwt_signup", { username, password: PASSWORD });
  const sliding = await instant.post("/api/token/sliding", { username, password: PASSWORD });
  return { access: String(body.access), refresh: String(body.refresh), sliding: String(sliding.body.token) };
}
