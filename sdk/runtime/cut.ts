// Text of a script's that outlives its call.

/** A copy of the beginning: a mere slice would keep all of a long text in memory. */
export const cut = (text: string, charsMax: number): string =>
  text.length <= charsMax ? text : [...text.slice(0, charsMax)].join('')
