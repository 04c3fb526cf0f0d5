export const en = {
  /** `only`: where there is one mode. */
  signIn: { session: "Sign in with a session", token: "Sign in with tokens", only: "Sign in" },
  signUp: { session: "Sign up with a session", token: "Sign up with tokens", only: "Create account" },
  describeSignIn: {
    session: (app: string) => `Sign in to ${app} and get an encrypted session cookie.`,
    token: (app: string) => `Sign in to ${app} and get an access token and a refresh token.`,
    only: (app: string) => `Sign in to ${app}.`,
  },
  describeSignUp: {
    session: (app: string) => `Create an account at ${app} and get an encrypted session cookie.`,
    token: (app: string) => `Create an account at ${app} and get an access token and a refresh token.`,
    only: (app: string) => `Create an account at ${app}.`,
  },
  forgot: "Forgot your password?",
  noAccount: "No account yet?",
  noAccountLink: "Create one",
  haveAccount: "Already have an account?",
  haveAccountLink: "Sign in",
  signInBy: {
    email: {
      label: "Email",
      missing: "Enter your email address.",
      wrong: "No account matches this email address and password. Please check both.",
    },
    both: {
      label: "Username or email",
      missing: "Enter your username or email address.",
      wrong: "No account matches what you entered. Please check both fields.",
    },
  },
  /** Where sign-up asks for one of the two alone. */
  passwordRules: {
    username: {
      notCommonNorSimilar: "Don’t use a common password, or one like your username.",
      notSimilar: "Don’t use a password like your username.",
    },
    email: {
      notCommonNorSimilar: "Don’t use a common password, or one like your email.",
      notSimilar: "Don’t use a password like your email.",
    },
  },
  closed: {
    title: "Sign-up is closed",
    heading: "Sign-up is closed",
    text: "New accounts can’t be made here. If you have an account, you can sign in.",
  },
};
