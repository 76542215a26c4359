// Which variable every name in a Lua chunk means: a local, a parameter or a global; and who writes it.
import type {
  AssignmentStatement,
  Chunk,
  Expression,
  FunctionDeclaration,
  Identifier,
  LocalStatement,
  Node,
} from 'luaparse'
import { childrenOf } from '#host/catalog/lua-ast.ts'

export interface Variable {
  readonly name: string
  readonly kind: 'local' | 'parameter' | 'global'
  /** The function that declares it; null at the top level, and for globals. */
  readonly owner: FunctionDeclaration | null
  /** Its position among the parameters of `owner`. */
  readonly parameterIndex: number
  /** What it is declared with, where that is one expression. */
  readonly initial: Expression | null
  readonly reads: Use[]
  readonly writes: Write[]
}

export interface Use {
  readonly identifier: Identifier
  /** The function in which it stands; null at the top level. */
  readonly within: FunctionDeclaration | null
}

/** An assignment after the declaration; for a global, any assignment. */
export interface Write extends Use {
  readonly value: Expression | FunctionDeclaration | null
}

export interface Scopes {
  readonly variables: ReadonlyMap<Identifier, Variable>
  readonly globals: ReadonlyMap<string, Variable>
}

type Block = Map<string, Variable>

export function analyseLua(chunk: Chunk): Scopes {
  const walk = new ScopeWalk()
  walk.inBlock(chunk.body)
  return walk
}

/** One walk in source order; holds where it stands: the open blocks and the function around. */
class ScopeWalk implements Scopes {
  readonly variables = new Map<Identifier, Variable>()
  readonly globals = new Map<string, Variable>()
  readonly #blocks: Block[] = []
  #within: FunctionDeclaration | null = null

  /** `declarations` are the locals that the block begins with. */
  inBlock(body: readonly Node[], declarations: readonly Identifier[] = []): void {
    this.#blocks.push(new Map())
    for (const identifier of declarations) this.#declare(identifier)
    this.#visitAll(body)
    this.#blocks.pop()
  }

  #declare(
    identifier: Identifier,
    {
      initial = null,
      parameterIndex = -1,
    }: Partial<Pick<Variable, 'initial' | 'parameterIndex'>> = {},
  ): void {
    const kind = parameterIndex >= 0 ? 'parameter' : 'local'
    const variable = newVariable(identifier.name, {
      kind,
      owner: this.#within,
      initial,
      parameterIndex,
    })
    this.#blocks.at(-1)!.set(identifier.name, variable)
    this.variables.set(identifier, variable)
  }

  #resolve(identifier: Identifier): Variable {
    const { name } = identifier
    const local = this.#blocks.findLast((block) => block.has(name))?.get(name)
    const variable = local ?? this.globals.get(name) ?? newVariable(name, GLOBAL)
    if (local === undefined) this.globals.set(name, variable)
    this.variables.set(identifier, variable)
    return variable
  }

  #write(identifier: Identifier, value: Write['value']): void {
    this.#resolve(identifier).writes.push({ identifier, within: this.#within, value })
  }

  #visitAll(nodes: readonly Node[]): void {
    for (const node of nodes) this.#visit(node)
  }

  #visit(node: Node): void {
    switch (node.type) {
      case 'Identifier':
        this.#resolve(node).reads.push({ identifier: node, within: this.#within })
        return
      case 'MemberExpression':
        this.#visit(node.base)
        return
      case 'TableKeyString':
        this.#visit(node.value)
        return
      case 'LabelStatement':
      case 'GotoStatement':
        return
      case 'FunctionDeclaration':
        this.#visitFunction(node)
        return
      case 'LocalStatement':
      case 'AssignmentStatement':
        this.#visitAssignment(node)
        return
      case 'ForNumericStatement':
        this.#visitAll([node.start, node.end, ...(node.step === null ? [] : [node.step])])
        this.inBlock(node.body, [node.variable])
        return
      case 'ForGenericStatement':
        this.#visitAll(node.iterators)
        this.inBlock(node.body, node.variables)
        return
      case 'RepeatStatement':
        // The condition sees the body's locals.
        this.inBlock([...node.body, node.condition])
        return
      case 'WhileStatement':
      case 'IfClause':
      case 'ElseifClause':
        this.#visit(node.condition)
        this.inBlock(node.body)
        return
      case 'ElseClause':
      case 'DoStatement':
        this.inBlock(node.body)
        return
      default:
        this.#visitAll(childrenOf(node))
    }
  }

  /** The right side is evaluated before the left exists. */
  #visitAssignment(node: LocalStatement | AssignmentStatement): void {
    this.#visitAll(node.init)
    for (const [index, target] of node.variables.entries()) {
      const value = node.init[index] ?? null
      if (target.type !== 'Identifier') this.#visit(target)
      else if (node.type === 'LocalStatement') this.#declare(target, { initial: value })
      else this.#write(target, value)
    }
  }

  #visitFunction(node: FunctionDeclaration): void {
    const name = node.identifier
    if (name?.type === 'MemberExpression') this.#visit(name)
    else if (name != null && node.isLocal) this.#declare(name, { initial: node })
    else if (name != null) this.#write(name, node)

    const outer = this.#within
    this.#within = node
    this.#blocks.push(new Map())
    // `function object:method()` has a parameter that is not written.
    if (name?.type === 'MemberExpression' && name.indexer === ':') {
      this.#declare({ type: 'Identifier', name: 'self' })
    }
    for (const [index, parameter] of node.parameters.entries()) {
      if (parameter.type === 'Identifier') this.#declare(parameter, { parameterIndex: index })
    }
    this.#visitAll(node.body)
    this.#blocks.pop()
    this.#within = outer
  }
}

const GLOBAL = { kind: 'global', owner: null, initial: null, parameterIndex: -1 } as const

function newVariable(
  name: string,
  more: Pick<Variable, 'kind' | 'owner' | 'initial' | 'parameterIndex'>,
): Variable {
  return { name, ...more, reads: [], writes: [] }
}
