import { pageRequest } from "./page_request";

/** Whether accounts can be made here: the same for everybody. */
export async function canSignUp(): Promise<boolean> {
  return (await pageRequest()).scope.settings.users.signUp;
}
