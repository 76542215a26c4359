// The script's random numbers: a small generator seeded anew at each call from (run seed, slot,
// event), so that a restart, a replay and another language draw the same.
// Source: sfc32 and its mixing are Chris Doty-Humphrey's (PractRand, http://pracrand.sourceforge.net).

export interface Random {
  /** Begins the sequence of one call. */
  reseed(event: number, call: number): void
  /** Uniform in [0, 1), 32 bits of it. */
  next(): number
}

/** `seed` is the run's, `slot` the slot's name. */
export function createRandom(seed: number, slot: string): Random {
  const base = mix(hashText(slot) ^ mix(seed | 0))
  let a = 0
  let b = 0
  let c = 0
  let counter = 0
  let event = 0
  let call = 0
  let isSeeded = false

  function seedNow(): void {
    isSeeded = true
    a = base
    b = mix(event | 0) ^ Math.floor(event / 4294967296)
    c = mix(call + 1)
    counter = 1
    for (let i = 0; i < 12; i++) draw()
  }

  function draw(): number {
    const t = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return t >>> 0
  }

  return {
    reseed(nextEvent, nextCall) {
      event = nextEvent
      call = nextCall
      isSeeded = false
    },
    next() {
      // Most calls draw nothing, so seeding waits for the first draw.
      if (!isSeeded) seedNow()
      return draw() / 4294967296
    },
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
