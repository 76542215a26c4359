// Which variable every name in a Lua chunk means: a local, a parameter or a global; and who writes it.
import type { Chunk, Expression, FunctionDeclaration, Identifier, Node, Statement } from 'luaparse'
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
  /** The functions that surround each function, innermost first. */
  readonly parents: ReadonlyMap<FunctionDeclaration, FunctionDeclaration | null>
}

type Block = Map<string, Variable>

export function analyseLua(chunk: Chunk): Scopes {
  const variables = new Map<Identifier, Variable>()
  const globals = new Map<string, Variable>()
  const parents = new Map<FunctionDeclaration, FunctionDeclaration | null>()
  let blocks: Block[] = []
  let within: FunctionDeclaration | null = null

  function declare(
    identifier: Identifier,
    more: { initial?: Expression | null; parameterIndex?: number } = {},
  ): void {
    const { initial = null, parameterIndex = -1 } = more
    const kind = parameterIndex >= 0 ? 'parameter' : 'local'
    const { name } = identifier
    const variable = {
      name,
      kind,
      owner: within,
      parameterIndex,
      initial,
      reads: [],
      writes: [],
    } as const
    blocks.at(-1)!.set(name, variable as unknown as Variable)
    variables.set(identifier, variable as unknown as Variable)
  }

  function resolve(identifier: Identifier): Variable {
    const { name } = identifier
    let variable = blocks.findLast((block) => block.has(name))?.get(name) ?? globals.get(name)
    if (variable === undefined) {
      variable = {
        name,
        kind: 'global',
        owner: null,
        parameterIndex: -1,
        initial: null,
        reads: [],
        writes: [],
      }
      globals.set(name, variable)
    }
    variables.set(identifier, variable)
    return variable
  }

  function inBlock(body: () => void): void {
    blocks.push(new Map())
    body()
    blocks.pop()
  }

  function write(identifier: Identifier, value: Write['value']): void {
    resolve(identifier).writes.push({ identifier, within, value })
  }

  function visitFunction(node: FunctionDeclaration): void {
    parents.set(node, within)
    const outer = within
    within = node
    inBlock(() => {
      // `function object:method()` has a parameter that is not written.
      if (node.identifier?.type === 'MemberExpression' && node.identifier.indexer === ':') {
        declare({ type: 'Identifier', name: 'self' } as Identifier)
      }
      for (const [index, parameter] of node.parameters.entries()) {
        if (parameter.type === 'Identifier') declare(parameter, { parameterIndex: index })
      }
      visitAll(node.body)
    })
    within = outer
  }

  const visitAll = (nodes: readonly Node[]): void => {
    for (const node of nodes) visit(node)
  }
  const visitBlock = (body: readonly Statement[]): void => inBlock(() => visitAll(body))

  function visit(node: Node): void {
    switch (node.type) {
      case 'Identifier':
        resolve(node).reads.push({ identifier: node, within })
        return
      case 'MemberExpression':
        visit(node.base)
        return
      case 'TableKeyString':
        visit(node.value)
        return
      case 'LabelStatement':
      case 'GotoStatement':
        return
      case 'FunctionDeclaration':
        if (node.identifier?.type === 'MemberExpression') visit(node.identifier)
        else if (node.identifier != null && node.isLocal)
          declare(node.identifier, { initial: node })
        else if (node.identifier != null) write(node.identifier, node)
        visitFunction(node)
        return
      case 'LocalStatement':
        visitAll(node.init)
        for (const [index, identifier] of node.variables.entries()) {
          declare(identifier, { initial: node.init[index] ?? null })
        }
        return
      case 'AssignmentStatement':
        visitAll(node.init)
        for (const [index, target] of node.variables.entries()) {
          if (target.type === 'Identifier') write(target, node.init[index] ?? null)
          else visit(target)
        }
        return
      case 'ForNumericStatement':
        visitAll([node.start, node.end, ...(node.step === null ? [] : [node.step])])
        inBlock(() => {
          declare(node.variable)
          visitAll(node.body)
        })
        return
      case 'ForGenericStatement':
        visitAll(node.iterators)
        inBlock(() => {
          for (const identifier of node.variables) declare(identifier)
          visitAll(node.body)
        })
        return
      case 'RepeatStatement':
        // The condition sees the body's locals.
        inBlock(() => visitAll([...node.body, node.condition]))
        return
      case 'WhileStatement':
      case 'IfClause':
      case 'ElseifClause':
        visit(node.condition)
        visitBlock(node.body)
        return
      case 'ElseClause':
      case 'DoStatement':
        visitBlock(node.body)
        return
      default:
        visitAll(childrenOf(node))
    }
  }

  blocks = [new Map()]
  visitAll(chunk.body)
  return { variables, globals, parents }
}
