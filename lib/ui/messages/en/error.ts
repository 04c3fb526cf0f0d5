export const en = {
  title: "Something went wrong",
  heading: "We couldn’t open this page",
  text: "Something went wrong on our side. Trying again often helps.",
  reference: "Error reference",
  retry: "Try again",
  home: "Go to the home page",
};
