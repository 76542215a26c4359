// Which names in a Lua text mean the same: locals, parameters and globals, each with its definition and
// uses. Of a text that does not parse, nothing is known.
import luaparse, { type Node } from 'luaparse'

export interface Binding {
  readonly name: string
  /** Where it is declared, or first given a value; null for a global that comes from outside. */
  definition: Span | null
  /** The definition included, in the order of the text. */
  readonly uses: Span[]
}

/** Offsets in UTF-16 units. */
export type Span = readonly [start: number, end: number]

interface Named {
  readonly name: string
  readonly range: Span
}

type Scope = Map<string, Binding>
/** Of a node: whatever it holds. */
type Fields = Readonly<Record<string, unknown>>

export function luaBindings(source: string): Binding[] {
  let tree: Node
  try {
    tree = luaparse.parse(source, {
      luaVersion: '5.3',
      ranges: true,
      comments: false,
      encodingMode: 'none',
    })
  } catch {
    return []
  }
  const all: Binding[] = []
  const globals: Scope = new Map()
  const handlers = visitor()
  visitBlock((tree as unknown as { body: Node[] }).body, [globals])
  return all

  function declare(node: unknown, scopes: readonly Scope[]): void {
    const { name, range } = node as Named
    const binding: Binding = { name, definition: range, uses: [range] }
    all.push(binding)
    scopes.at(-1)!.set(name, binding)
  }

  function use(node: unknown, scopes: readonly Scope[], isGiven: boolean): void {
    const { name, range } = node as Named
    let binding = scopes.findLast((scope) => scope.has(name))?.get(name)
    if (binding === undefined) {
      binding = { name, definition: null, uses: [] }
      all.push(binding)
      globals.set(name, binding)
    }
    if (isGiven && binding.definition === null) binding.definition = range
    binding.uses.push(range)
  }

  function visitBlock(body: readonly Node[], scopes: readonly Scope[]): Scope[] {
    const inner = [...scopes, new Map()]
    for (const node of body) visit(node, inner)
    return inner
  }

  function visit(node: unknown, scopes: readonly Scope[]): void {
    if (Array.isArray(node)) {
      for (const one of node) visit(one, scopes)
      return
    }
    if (typeof node !== 'object' || node === null) return
    const { type } = node as { type?: string }
    if (type === undefined) return
    const handler = handlers[type]
    if (handler !== undefined) return handler(node as Fields, scopes)
    for (const [key, value] of Object.entries(node)) {
      if (key !== 'range') visit(value, scopes)
    }
  }

  function visitFunction(
    { identifier, isLocal, parameters, body }: Fields,
    scopes: readonly Scope[],
  ) {
    const named = identifier as { type: string } | null
    if (named !== null) {
      if (isLocal === true) declare(named, scopes)
      else if (named.type === 'Identifier') use(named, scopes, true)
      else visit(named, scopes)
    }
    const inner = [...scopes, new Map()]
    for (const one of parameters as { type: string }[]) {
      if (one.type === 'Identifier') declare(one, inner)
    }
    visitBlock(body as Node[], inner)
  }

  function visitFor(
    names: readonly unknown[],
    given: unknown,
    body: unknown,
    scopes: readonly Scope[],
  ) {
    visit(given, scopes)
    const inner = [...scopes, new Map()]
    for (const name of names) declare(name, inner)
    visitBlock(body as Node[], inner)
  }

  function visitor(): Readonly<Record<string, (node: Fields, scopes: readonly Scope[]) => void>> {
    return {
      Identifier: (node, scopes) => use(node, scopes, false),
      LocalStatement({ variables, init }, scopes) {
        visit(init, scopes)
        for (const one of variables as unknown[]) declare(one, scopes)
      },
      AssignmentStatement({ variables, init }, scopes) {
        visit(init, scopes)
        for (const one of variables as { type: string }[]) {
          if (one.type === 'Identifier') use(one, scopes, true)
          else visit(one, scopes)
        }
      },
      // Names of fields are no variables.
      MemberExpression: ({ base }, scopes) => visit(base, scopes),
      TableKeyString: ({ value }, scopes) => visit(value, scopes),
      LabelStatement: () => {},
      GotoStatement: () => {},
      FunctionDeclaration: visitFunction,
      ForNumericStatement: ({ variable, start, end, step, body }, scopes) =>
        visitFor([variable], [start, end, step], body, scopes),
      ForGenericStatement: ({ variables, iterators, body }, scopes) =>
        visitFor(variables as unknown[], iterators, body, scopes),
      RepeatStatement({ body, condition }, scopes) {
        visit(condition, visitBlock(body as Node[], scopes))
      },
      DoStatement: ({ body }, scopes) => void visitBlock(body as Node[], scopes),
      WhileStatement({ condition, body }, scopes) {
        visit(condition, scopes)
        visitBlock(body as Node[], scopes)
      },
      IfClause: visitClause,
      ElseifClause: visitClause,
      ElseClause: ({ body }, scopes) => void visitBlock(body as Node[], scopes),
    }
  }

  function visitClause({ condition, body }: Fields, scopes: readonly Scope[]): void {
    visit(condition, scopes)
    visitBlock(body as Node[], scopes)
  }
}

/** The binding that a position is in, or just behind. */
export const bindingAt = (bindings: readonly Binding[], offset: number): Binding | null =>
  bindings.find(({ uses }) => uses.some(([start, end]) => offset >= start && offset <= end)) ?? null
