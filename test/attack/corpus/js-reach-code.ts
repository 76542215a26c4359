// Ways to make code from text, and to get at functions and modules that a script was not given.
import { reach, refused } from '../js-case.ts'

/** Each is a function that the script can name; its constructor must not compile. */
const FUNCTIONS = {
  'a method of market': 'market.bar',
  'a getter of market': 'Object.getOwnPropertyDescriptor(market, "price").get',
  'the setter of context.data': 'Object.getOwnPropertyDescriptor(context, "data").set',
  'an indicator': 'indicators.ema',
  'an action builder': 'action.enter',
  'the log': 'log',
  'console.log': 'console.log',
  'a view of another timeframe': 'market.tf("5m").tf',
  'the clock that stands in for Date': 'Date',
  'Date.now': 'Date.now',
  'the chance that stands in for Math.random': 'Math.random',
  'a constructor of errors':
    '(() => { try { market.bar(-1) } catch (e) { return e.constructor } })()',
  'a bound function': '(() => {}).bind(null)',
  'a proxy of a function': 'new Proxy(() => {}, {})',
  'a class': '(class {})',
  'a static method': 'Object.getOwnPropertyDescriptor(class { static m() {} }, "m").value',
  'a generator method': '({ *m() {} }).m',
  'a getter of an iterator':
    'Object.getOwnPropertyDescriptor(Iterator.prototype, Symbol.toStringTag).get',
  'the species getter': 'Object.getOwnPropertyDescriptor(Array, Symbol.species).get',
  'the thrower of arguments':
    'Object.getOwnPropertyDescriptor((function () { return arguments })(), "callee").get',
}

/** Their kind of function would lead to a compiler of its own: they are not let in at all. */
const ASYNC = {
  'an async method': 'class { static async m() {} }',
  'an async generator': '{ async *m() {} }',
  'an async arrow': '[async () => {}]',
}

const REALM = 'return this ?? 1'

export const CASES = [
  ...Object.entries(FUNCTIONS).map(([what, expression]) =>
    reach(
      `compiles text with the constructor of ${what}`,
      `(${expression}).constructor('${REALM}')()`,
    ),
  ),
  ...Object.entries(ASYNC).map(([what, expression]) =>
    refused('reach', `writes ${what}`, `const a = ${expression}`, 'async'),
  ),
  reach('calls eval through every name', `['eval', 'ev' + 'al'].some((n) => globalThis[n]?.('1'))`),
  reach(
    'extends the compiler of functions',
    `new (class extends (() => {}).constructor {})('${REALM}')()`,
  ),
  reach(
    'constructs the compiler with another target',
    `Reflect.construct((() => {}).constructor, ['${REALM}'], Object)`,
  ),
  reach(
    'applies the compiler without naming it',
    `Reflect.apply(Reflect.get(() => {}, 'constructor'), null, ['${REALM}'])()`,
  ),
  reach(
    'reaches the compiler over super in a method',
    `({ m() { return super.constructor.constructor('${REALM}')() } }).m()`,
  ),
  reach(
    'unbinds the refusal and takes its prototype',
    `Object.getPrototypeOf((() => {}).constructor).constructor('${REALM}')()`,
  ),
  reach(
    'takes the realm from an error of V8’s own',
    `(() => { try { null.x } catch (e) { return e.constructor.constructor('${REALM}')() } })()`,
  ),
  reach(
    'takes the realm from a stack overflow',
    `(() => { const f = () => f(); try { f() } catch (e) { return e.constructor.constructor('${REALM}')() } })()`,
  ),
  reach(
    'takes the realm from an error inside the runtime’s spread',
    `(() => { try { action.enter({ get side() { null.x } }) } catch (e) { return e.constructor.constructor('${REALM}')() } })()`,
  ),
  refused('reach', 'imports a module of Node’s', { top: 'import fs from "node:fs"' }),
  refused('reach', 'imports without the prefix', { top: 'import { exec } from "child_process"' }),
  refused('reach', 'imports the sandbox’s own package', { top: 'import ivm from "isolated-vm"' }),
  refused('reach', 'imports a file outside of its folder', {
    top: 'import "../../../../etc/passwd"',
  }),
  refused('reach', 'imports an absolute path', { top: 'import "/etc/passwd"' }),
  refused('reach', 'imports an address', { top: 'import "https://example.com/x.js"' }),
  refused('reach', 'imports code as data', { top: 'import "data:text/javascript,log(1)"' }),
  refused('reach', 'imports its host by a file address', {
    top: 'import "file:///proc/self/environ"',
  }),
  refused('reach', 'imports what the author module hides', {
    top: 'import { __watchfire } from "watchfire"',
  }),
  refused('reach', 'exports everything of a module of Node’s', {
    top: 'export * from "node:process"',
  }),
  refused(
    'reach',
    'leaves strict code by a with statement',
    { detect: 'with (market) { log(price) }' },
    'syntax',
  ),
]
