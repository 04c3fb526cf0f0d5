export const en = {
  signInButton: "Sign in",
  signUpButton: "Create account",
  username: "Username",
  password: "Password",
  email: "Email",
  age: "Age",
  optional: "Optional",
  showPassword: "Show password",
  hidePassword: "Hide password",
  passwordShown: "Your password is visible.",
  passwordHidden: "Your password is hidden.",
  capsLock: "Caps Lock is on.",
  rules: {
    minLength: { one: "At least {value} character", other: "At least {value} characters" },
    notOnlyDigits: "Not only digits",
    notCommonNorSimilar:
      "Passwords that many people use, or that are like your username or email, are not taken.",
    notCommon: "Passwords that many people use are not taken.",
    notSimilar: "Passwords that are like your username or email are not taken.",
    /** Read by screen readers after a rule that the password keeps. */
    kept: "done",
  },
  signingIn: "Signing in…",
  signingUp: "Creating your account…",
};
