// Fengari's files are bundled as modules: what they import and export stays what it was.
import { expect, test } from 'vitest'
import { toModule } from '#host/runner/fengari-modules.ts'

test('whole files, parts of them and parts of parts are imported under the same names', () => {
  const source = `const lvm    = require('./lvm.js');
const {
    to_luastring,
    luaS_new: create,
    thread_status: { LUA_OK, LUA_YIELD }
} = require("./defs.js");`
  expect(toModule('any.js', source).replaceAll(/\s+/g, ' ').trim()).toBe(
    "import * as lvm from './lvm.js'; " +
      "import { to_luastring, luaS_new as create, thread_status } from './defs.js'; " +
      'const { LUA_OK, LUA_YIELD } = thread_status;',
  )
})

test('what a file exports is a name of its own or any other value', () => {
  const source = `const CREATE = 1;
module.exports.LUA_CREATE = CREATE;
module.exports.LUA_MULTRET             = -1;
module.exports.MASK = defs.LUA_MASK;  /* a comment */`
  expect(toModule('any.js', source).split('\n')).toEqual([
    'const CREATE = 1;',
    'export { CREATE as LUA_CREATE };',
    'const exported_0 = -1;',
    'export { exported_0 as LUA_MULTRET };',
    'const exported_1 = defs.LUA_MASK;',
    'export { exported_1 as MASK };  /* a comment */',
  ])
})

test.each(['if (isNode) module.exports = everything', "const open = () => require('./lfunc.js')"])(
  'what cannot be said so stops the build: %s',
  (source) => {
    expect(() => toModule('any.js', source)).toThrow(
      `fengari/src/any.js: cannot be made a module: ${source}`,
    )
  },
)
