import { describe, expect, it } from 'vitest'
import { API, type ApiMember, type ApiSignature, type ApiType } from '#sdk/api/index.ts'
import { CALLBACKS, HOOKS } from '#sdk/domain.ts'
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import { camelCase, snakeCase } from '#sdk/names.ts'

const members = (name: string): readonly ApiMember[] => API.objects[name]!.members
const names = (name: string): string[] => members(name).map((member) => member.name)
const words = (text: string): string[] => text.trim().split(/\s+/)

/** Every object and value set that a type mentions. */
function mentions(type: ApiType): string[] {
  if (typeof type === 'string') return []
  if ('object' in type) return [type.object]
  if ('values' in type) return [type.values]
  if ('words' in type) return []
  if ('list' in type) return mentions(type.list)
  if ('mapOf' in type) return mentions(type.mapOf)
  if ('orNone' in type) return mentions(type.orNone)
  return type.anyOf.flatMap(mentions)
}

const signatureMentions = ({ parameters, returns }: ApiSignature): string[] => [
  ...parameters.flatMap(({ type }) => mentions(type)),
  ...(returns === null ? [] : mentions(returns)),
]

const memberMentions = (member: ApiMember): string[] =>
  member.kind === 'field' ? mentions(member.type) : signatureMentions(member)

describe('the API description', () => {
  it('mentions only objects and value sets that it describes', () => {
    const all = [
      ...Object.values(API.objects).flatMap((object) => object.members.flatMap(memberMentions)),
      ...[...API.callbacks, ...API.hooks].flatMap(signatureMentions),
    ]
    const unknown = all.filter((name) => !(name in API.objects) && !(name in API.valueSets))
    expect(unknown).toEqual([])
  })

  it('uses names that come back from camelCase unchanged', () => {
    const all = Object.values(API.objects).flatMap((object) => object.members)
    const broken = all.filter(({ name }) => snakeCase(camelCase(name)) !== name)
    expect(broken).toEqual([])
  })

  it('says something about every member and parameter', () => {
    const silent = Object.values(API.objects).flatMap((object) =>
      object.members
        .flatMap((member) => (member.kind === 'field' ? [member] : [member, ...member.parameters]))
        .filter(({ doc }) => !/\S+\.$/.test(doc) && !/[…")]$/.test(doc))
        .map(({ name }) => `${object.name}.${name}`),
    )
    expect(silent).toEqual([])
  })

  it('has the members of the script contract', () => {
    expect(names('Market').sort()).toEqual(
      words(`symbol timeframe timestamp price open high low close volume bid ask spread
        relative_spread bid_quantity ask_quantity microprice book_imbalance flow_imbalance
        book_level book_depth book_depth_within depth_imbalance
        bar_index is_bar_close is_stale bar highest lowest avg_volume time_since_open tf`).sort(),
    )
    expect(names('Context').sort()).toEqual(
      words('data state opportunity pending_entry params bars_in_state position account').sort(),
    )
    expect(names('Position').sort()).toEqual(
      words(`side quantity entry_price entry_time stop target unrealized_pnl r_multiple bars_held
        mae mfe`).sort(),
    )
    expect(names('EnterOptions').sort()).toEqual(
      words(`side quantity notional equity_fraction risk type price limit_price stop target expires
        reason`).sort(),
    )
    expect(names('Trade').sort()).toEqual(
      words(`id side quantity entry_time entry_price exit_time exit_price fees pnl return bars_held
        entry_reason exit_reason mae mfe`).sort(),
    )
    expect(names('Fill').sort()).toEqual(
      words('side quantity price fee time reason is_entry').sort(),
    )
  })

  it('has every callback and hook under both of its names', () => {
    expect(API.callbacks.map(({ key }) => key)).toEqual(CALLBACKS)
    expect(API.hooks.map(({ key }) => key)).toEqual(HOOKS)
    const all = [...API.callbacks, ...API.hooks]
    expect(all.map(({ name }) => camelCase(name))).toEqual(all.map(({ key }) => key))
  })

  it('lets callbacks return only actions that exist, each from one callback', () => {
    const returned = API.callbacks.flatMap(({ actions }) => actions)
    expect(returned.toSorted()).toEqual(names('Actions').toSorted())
  })

  it('has every indicator of the catalogue, with an object for several outputs', () => {
    for (const spec of CATALOGUE) {
      const member = members('Indicators').find(({ name }) => name === spec.name)
      if (member?.kind !== 'function') throw new Error(`${spec.name} is missing`)
      const { returns } = member
      const fields =
        typeof returns === 'object' && returns !== null && 'object' in returns
          ? names(returns.object)
          : ['value']
      expect(fields).toEqual(spec.outputs)
    }
  })

  it('takes away nothing that it also gives', () => {
    for (const language of [API.lua, API.js]) {
      const given = [...language.api, ...language.library].flatMap(({ name, members: list }) => [
        name,
        ...(list ?? []).map((member) => `${name}.${member}`),
      ])
      expect(language.absent.filter(({ name }) => given.includes(name))).toEqual([])
    }
  })
})
