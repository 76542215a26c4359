// The script's random numbers: a small generator seeded anew at each call from (run seed, slot,
// event), so that a restart, a replay and another language draw the same.
// Source: sfc32 and its mixing are Chris Doty-Humphrey's (PractRand, http://pracrand.sourceforge.net).

/** `seed` is the run's, `slot` the slot's name; `check` throws where nothing may be drawn. */
export function createRandom(seed: number, slot: string, check: () => void = () => {}): Random {
  return new Random(mix(hashText(slot) ^ mix(seed | 0)), check)
}

export class Random {
  readonly #base: number
  readonly #check: () => void
  #event = 0
  #call = 0
  #isSeeded = false
  #a = 0
  #b = 0
  #c = 0
  #counter = 0

  constructor(base: number, check: () => void) {
    this.#base = base
    this.#check = check
  }

  /** Begins the sequence of one call; most calls draw nothing, so seeding waits for the first. */
  reseed(event: number, call: number): void {
    this.#event = event
    this.#call = call
    this.#isSeeded = false
  }

  /** Uniform in [0, 1), 32 bits of it. */
  next(): number {
    this.#check()
    if (!this.#isSeeded) this.#seed()
    return this.#draw() / 4294967296
  }

  #seed(): void {
    this.#isSeeded = true
    this.#a = this.#base
    this.#b = mix(this.#event | 0) ^ Math.floor(this.#event / 4294967296)
    this.#c = mix(this.#call + 1)
    this.#counter = 1
    for (let i = 0; i < 12; i++) this.#draw()
  }

  #draw(): number {
    const t = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t
    return t >>> 0
  }
}

function mix(x: number): number {
  let h = x | 0
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b)
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b)
  return h ^ (h >>> 16)
}

function hashText(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h
}
