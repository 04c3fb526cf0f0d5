import { colour } from "../colour";
import { optional } from "../definition";
import { logoFile } from "../logo";
import { appName } from "../readers";

export const app = {
  name: optional(
    "APP_NAME",
    appName,
    "`Latchkey`; mails and authenticator apps name the host of APP_ORIGIN",
    "What the app is called: on pages, in mails and their sender, in authenticator apps.",
  ),
  logo: optional(
    "APP_LOGO",
    logoFile,
    "Latchkey's key",
    "The path of an image that stands beside the name and as the icon of tabs: SVG, PNG or WebP, of at most 100 KB. It is read at the start.",
  ),
  accent: optional(
    "ACCENT_COLOR",
    colour,
    "brass",
    "The colour of buttons, links and focus, as CSS has it: `#1d4ed8` or `oklch(0.55 0.2 260)`. Its hue stays; in light and in dark it is made as dark or light as text needs to be readable.",
  ),
};
