// What a venue has said, without the keys to it: what it was sent may come back in an answer, and an
// answer may be shown, journalled or recorded.

/** Removes the secrets from texts for people. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length > 0)
  return (text) => known.reduce((rest, secret) => rest.replaceAll(secret, '…'), withoutValue(text))
}

/** "expected bars to be a list, received …": of a value that is cut short, a secret is not found. */
const withoutValue = (text: string) => text.replace(/, received [\s\S]*$/, '')
