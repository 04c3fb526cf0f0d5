export const en = {
  signIn: { session: "Sign in with a session", token: "Sign in with tokens" },
  signUp: { session: "Sign up with a session", token: "Sign up with tokens" },
  describeSignIn: {
    session: "Sign in to Latchkey and get an encrypted session cookie.",
    token: "Sign in to Latchkey and get an access token and a refresh token.",
  },
  describeSignUp: {
    session: "Create a Latchkey account and get an encrypted session cookie.",
    token: "Create a Latchkey account and get an access token and a refresh token.",
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
  closed: {
    title: "Sign-up is closed",
    heading: "Sign-up is closed",
    text: "New accounts can’t be made here. If you have an account, you can sign in.",
  },
};
