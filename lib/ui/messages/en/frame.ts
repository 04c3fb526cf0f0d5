export const en = {
  skip: "Skip to content",
  home: "Latchkey home",
  language: "Language",
};
