export const en = {
  title: "Something went wrong",
  heading: "That did not open",
  text: "Something went wrong on our side while making this page. Trying again often helps.",
  reference: "Reference",
  retry: "Try again",
  home: "Go to the start page",
};
