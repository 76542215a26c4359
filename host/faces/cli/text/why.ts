// Why a slot did something or nothing, instant by instant.
import { stripVTControlCharacters } from 'node:util'
import type { Moment } from '#host/app/why.ts'
import { money, price, time } from './figures.ts'

export function whyText(slot: string, moments: readonly Moment[]): string {
  if (moments.length === 0) return `nothing has come to ${slot} up to then\n`
  return `${moments.map(momentText).join('\n\n')}\n`
}

function momentText(moment: Moment): string {
  const { asked, whyNot, facts, logs } = moment
  const lines = [
    `${time(moment.time)} UTC  ${moment.state}, bar ${moment.barIndex}, version ${moment.version}`,
    ...asked.map(
      ({ call, price: last, equity, answer }) =>
        `  ${call} at price ${price(last)}, equity ${money(equity)} → ${answer === null ? 'nothing' : JSON.stringify(answer)}`,
    ),
    ...(whyNot === null ? [] : [`  it was not asked: ${whyNot}`]),
    ...facts.map((fact) => `  ${JSON.stringify(fact)}`),
    ...logs.map((text) => `  log: ${text}`),
  ]
  // Whatever a script wrote must not steer the terminal.
  return lines.map((line) => stripVTControlCharacters(line).replace(/\p{Cc}/gu, ' ')).join('\n')
}
