import { optional } from "../definition";
import { appName } from "../readers";

export const app = {
  name: optional(
    "APP_NAME",
    appName,
    "`Latchkey`; mails and authenticator apps name the host of APP_ORIGIN",
    "What the app is called: on pages, in mails and their sender, in authenticator apps.",
  ),
};
