/** What a change is for: the query of its address tells the endpoint (lib/http/form_method.ts, lib/http/named_user.ts). */
type Change = {
  /** The method that a form without scripts stands for; POST where it is absent. */
  method?: "PATCH" | "DELETE";
  /** The user whom the page shows. */
  user: number | string;
  /** The path that a form without scripts leads to; that of its page where it is absent. */
  next?: string;
};

/** The address of an endpoint for a change of the account, with scripts and without. */
export function changeAddress(path: string, { method, user, next }: Change): string {
  const query = new URLSearchParams({
    ...(method === undefined ? {} : { _method: method }),
    _user: String(user),
    ...(next === undefined ? {} : { next }),
  });
  return `${path}?${query}`;
}
