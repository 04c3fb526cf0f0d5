export const en = {
  title: "Page not found",
  heading: "We couldn’t find this page",
  text: "Check the address for typos, or start from the home page.",
  home: "Go to the home page",
};
