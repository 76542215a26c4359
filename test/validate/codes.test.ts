// The tables behind the checks agree with what they describe.
import { expect, test } from 'vitest'
import { diagnosticsText, isStale } from '#host/tools/generate-diagnostics.ts'
import { CODE_GROUPS, CODES } from '#host/validate/codes.ts'
import { ARGUMENT_RULES, RULES } from '#host/validate/rules.ts'
import { API } from '#sdk/api/index.ts'
import { didYouMean } from '#sdk/did-you-mean.ts'

test('docs/diagnostics.md is what the table of codes says', () => {
  expect(isStale()).toBe(false)
})

test('the page explains every code under its own heading', () => {
  const headings = [...diagnosticsText().matchAll(/^### (.+)$/gm)].map(([, code]) => code)
  expect(headings.sort()).toEqual(Object.keys(CODES).sort())
  const listed = CODE_GROUPS.reduce((sum, { codes }) => sum + Object.keys(codes).length, 0)
  expect(listed).toBe(Object.keys(CODES).length)
})

test('every rule of a value is for a member that the API has', () => {
  const members = Object.values(API.objects).flatMap((object) =>
    object.members.map((member) => `${object.name}.${member.name}`),
  )
  expect(Object.keys(RULES).filter((rule) => !members.includes(rule))).toEqual([])
})

test('every rule of an argument is for a parameter that the API has', () => {
  const parameters = Object.values(API.objects).flatMap(({ members }) =>
    members.flatMap((member) =>
      member.kind === 'function'
        ? member.parameters.map((parameter) => `${member.name}.${parameter.name}`)
        : [],
    ),
  )
  expect(Object.keys(ARGUMENT_RULES).filter((rule) => !parameters.includes(rule))).toEqual([])
})

test('no callback is so near another that one would be taken for a misspelling of it', () => {
  const names = [...API.callbacks, ...API.hooks].map(({ name }) => name)
  for (const name of names) {
    expect(
      didYouMean(
        name,
        names.filter((other) => other !== name),
      ),
    ).toBe(null)
  }
})
