// Fengari's files as ES modules: esbuild then makes one scope of them, without what nobody uses, where
// their own form has every isolate build forty objects of exports and look names up in them.

const OTHER = `require\\(['"](\\./\\w+\\.js)['"]\\)`
/** `const name = require('./file.js');` */
const WHOLE = new RegExp(`^const (\\w+)\\s*= ${OTHER};`, 'gm')
/** `const { some, names, inner: { more } } = require('./file.js');` */
const PARTS = new RegExp(`^const \\{([^;=]*)\\}\\s*= ${OTHER};`, 'gm')
/** `module.exports.name = value;` */
const EXPORT = /^ *module\.exports\.(\w+)\s*= ([^;]+);/gm

/** What is left of their own form, but for comments. */
const OLD = /^(?!\/\/).*(?:\bmodule\.exports\b|require\(['"]\.\/).*/m

/** Throws where the file imports or exports in another way. */
export function toModule(name: string, source: string): string {
  let count = 0
  const text = source
    .replace(WHOLE, (_, local: string, path: string) => `import * as ${local} from '${path}';`)
    .replace(PARTS, (_, names: string, path: string) => importParts(names, path))
    .replace(EXPORT, (_, exported: string, value: string) => {
      if (/^\w+$/.test(value) && Number.isNaN(Number(value)))
        return `export { ${value} as ${exported} };`
      const local = `exported_${count++}`
      return `const ${local} = ${value};\nexport { ${local} as ${exported} };`
    })
  const rest = OLD.exec(text)?.[0]
  if (rest !== undefined) throw new Error(`fengari/src/${name}: cannot be made a module: ${rest}`)
  return text
}

function importParts(names: string, path: string): string {
  const inner: string[] = []
  // Objects within are taken apart where they have come.
  const plain = names.replace(/(\w+): \{([^}]*)\}/g, (_, outer: string, its: string) => {
    inner.push(`const { ${its} } = ${outer};`)
    return outer
  })
  return `import {${plain.replaceAll(':', ' as')}} from '${path}';\n${inner.join('\n')}`
}
