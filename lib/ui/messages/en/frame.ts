export const en = {
  skip: "Skip to the content",
  home: "Latchkey, start page",
  language: "Language",
};
