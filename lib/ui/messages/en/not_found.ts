export const en = {
  title: "Page not found",
  heading: "No door here",
  text: "There is no page at this address.",
  home: "Go to the start page",
};
