// A dozen attacks that stand for the corpus, as far as they are quick; `npm run attack` takes all.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROMISES } from './case.ts'
import { readCorpus } from './corpus.ts'
import { Harness } from './harness.ts'

const QUICK = [
  'compiles text with the constructor of a getter of market',
  'looks for handles of the host in all that it was given',
  'imports a module of Node’s',
  'replaces Math.floor',
  'lends properties of orders to every object',
  'asks for an indicator’s value with a negative number as offset',
  'throws a proxy that throws at every look',
  'keeps few values that count as many',
  'does not end in a callback',
  'lets a big integer grow while it holds a position',
  'shows the stack of a callback’s caller',
]

const corpus = await readCorpus()
const attacks = QUICK.map((name) => ({ name, attack: corpus.find((one) => one.name === name) }))

describe('attacks come to nothing, and whoever trades beside them does not notice', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await Harness.open(attacks.length)
  })
  afterAll(() => harness.close())

  test.each(attacks)('$name', async ({ name, attack }) => {
    expect(attack, `there is no attack called "${name}"`).toBeDefined()
    expect((await harness.judge(attack!)).problems).toEqual([])
  })
})

test('every promise is attacked in every language, under names of their own', () => {
  const names = corpus.map(({ name, language }) => `${language} ${name}`)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  for (const promise of PROMISES) {
    for (const language of ['js', 'lua']) {
      const its = corpus.filter((one) => one.promise === promise && one.language === language)
      expect(its.length, `${language} ${promise}`).toBeGreaterThan(5)
    }
  }
})
