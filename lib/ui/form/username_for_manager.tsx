/** By this name a password manager finds the password that a form asks for, and stores a new one. */
export function UsernameForManager({ username }: { username: string }) {
  return <input type="text" autoComplete="username" defaultValue={username} hidden readOnly />;
}
