// What is changed in Fengari's sources when it is bundled. Fengari counts in 32 bits and wraps
// silently (50000 * 100000 is 705032704); here an integer is exact to ±(2^53 − 1), and a result
// beyond becomes a float. The rest: speed of the interpreter's stack, determinism, and two bugs.

export interface Edit {
  readonly find: string | RegExp
  readonly replace: string
  /** How often `find` must occur; any other number stops the build. */
  readonly times: number
}

/** A trading script needs no longer text, and one that doubles a string forever must hear of it. */
const STRING_BYTES_MAX = 1024 * 1024
const TOO_LONG = `throw new RangeError("a string may have at most ${STRING_BYTES_MAX} bytes");`

const edit = (find: string | RegExp, replace: string, times = 1): Edit => ({ find, replace, times })

/** Arithmetic as lvm.js and lobject.js use it; bit operations are those of 64 bits. */
const INTEGERS = `
const luaV_setarith = function(o, n) {
    if (n >= LUA_MININTEGER && n <= LUA_MAXINTEGER) o.setivalue(n);
    else o.setfltvalue(n);
};
const luaV_imul = function(a, b) { return a * b + 0; };
const luaV_div = function(L, m, n) {
    if (n === 0) ldebug.luaG_runerror(L, to_luastring("attempt to divide by zero"));
    return Math.floor(m / n) + 0;
};
const luaV_mod = function(L, m, n) {
    if (n === 0) ldebug.luaG_runerror(L, to_luastring("attempt to perform 'n%%0'"));
    const rest = m % n;
    return (rest * n < 0 ? rest + n : rest) + 0;
};
const exactly = function(n) {
    const number = Number(BigInt.asIntN(64, n));
    return number >= LUA_MININTEGER && number <= LUA_MAXINTEGER ? number : false;
};
const luaV_bits = function(op, a, b) {
    const areSmall = (a|0) === a && (b|0) === b;
    switch (op) {
        case "&": return areSmall ? a & b : exactly(BigInt(a) & BigInt(b));
        case "|": return areSmall ? a | b : exactly(BigInt(a) | BigInt(b));
        default: return areSmall ? a ^ b : exactly(BigInt(a) ^ BigInt(b));
    }
};
const luaV_shiftl = function(x, y) {
    if (y <= -64 || y >= 64) return 0;
    if (y >= 0) return exactly(BigInt(x) << BigInt(y));
    return exactly(BigInt.asUintN(64, BigInt(x)) >> BigInt(-y));
};
module.exports.luaV_setarith = luaV_setarith;
module.exports.luaV_bits = luaV_bits;
`

const BOTH_INTEGERS = '(numberop2 = tointeger(op2)) !== false'

/** A bit operation whose result does not fit is the error that an operand without one is. */
const bits = (result: string, exact: string): Edit =>
  edit(
    new RegExp(
      `${literally(BOTH_INTEGERS)}\\) \\{\\s+${literally(`L.stack[ra].setivalue(${result});`)}`,
    ),
    `${BOTH_INTEGERS} && (numberop1 = ${exact}) !== false) {\nL.stack[ra].setivalue(numberop1);`,
  )

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Two steps through the runtime for each slot that is given up; an assignment is one store. */
const DELETED = /delete L\.stack\[([^\]]+)\];/g
const kept = (times: number): Edit => edit(DELETED, 'L.stack[$1] = void 0;', times)

/** Bytes of a long text that are made a JavaScript string at a time. */
const PIECE = 1024

export const FENGARI_EDITS: Readonly<Record<string, readonly Edit[]>> = {
  'defs.js': [
    // A list grows slowly where Array.prototype is frozen; no character takes more than three bytes.
    edit('let outU8Array = Array(len);', 'let outU8Array = new Uint8Array(3 * len);'),
    edit('outU8Array = luastring_from(outU8Array);', 'outU8Array = outU8Array.slice(0, outIdx);'),
    // Looking into a string makes V8 lay it out whole and drop the pieces.
    edit(
      /let str = "";\n( +)(for \(let i = \(from!==void 0\?from:0\); i < to;\) \{\n)/g,
      `let str = "";\n$1const pieces = [];\n$1$2
        if (str.length >= ${PIECE}) {
            str.charCodeAt(0);
            pieces.push(str);
            str = "";
        }\n`,
    ),
    edit(
      'return str;\n};\n\n/* bytes allowed unescaped',
      'return pieces.length === 0 ? str : pieces.join("") + str;\n};\n\n/* bytes allowed unescaped',
    ),
  ],
  'lualib.js': [
    edit(/\nif \(typeof process !== "undefined"\) \{[^}]*\}/, ''),
    // Whoever needs a library asks its file.
    edit(/\nmodule\.exports\.luaopen_\w+ = require.*/g, '', 10),
    edit(
      "const linit = require('./linit.js');\nmodule.exports.luaL_openlibs = linit.luaL_openlibs;",
      '',
    ),
  ],
  'luaconf.js': [
    // Where files would be found; there are none.
    edit(
      /\nif \(typeof process === "undefined"\) \{[^}]*\} else if[\s\S]*?\n\} else \{[^}]*\}/,
      '',
    ),
    edit('const LUA_MAXINTEGER = 2147483647;', 'const LUA_MAXINTEGER = Number.MAX_SAFE_INTEGER;'),
    edit('const LUA_MININTEGER = -2147483648;', 'const LUA_MININTEGER = Number.MIN_SAFE_INTEGER;'),
    edit('n < -LUA_MININTEGER ? n : false', 'n <= LUA_MAXINTEGER ? n + 0 : false'),
  ],
  'lapi.js': [
    edit(
      'fengari_argcheck(typeof n === "number" && (n|0) === n);',
      'fengari_argcheck(Number.isSafeInteger(n));',
    ),
    kept(17),
  ],
  'lvm.js': [
    edit(
      'L.stack[ra].setivalue((op1.value + op2.value)|0);',
      'luaV_setarith(L.stack[ra], op1.value + op2.value);',
    ),
    edit(
      'L.stack[ra].setivalue((op1.value - op2.value)|0);',
      'luaV_setarith(L.stack[ra], op1.value - op2.value);',
    ),
    edit(
      'L.stack[ra].setivalue(luaV_imul(op1.value, op2.value));',
      'luaV_setarith(L.stack[ra], luaV_imul(op1.value, op2.value));',
    ),
    edit('L.stack[ra].setivalue((-op.value)|0);', 'L.stack[ra].setivalue(0 - op.value);'),
    edit('let idx = (L.stack[ra].value + step)|0;', 'let idx = L.stack[ra].value + step;'),
    edit('init.value = (initv - pstep.value)|0;', 'init.value = initv - pstep.value;'),
    bits('numberop1 & numberop2', 'luaV_bits("&", numberop1, numberop2)'),
    bits('numberop1 | numberop2', 'luaV_bits("|", numberop1, numberop2)'),
    bits('numberop1 ^ numberop2', 'luaV_bits("^", numberop1, numberop2)'),
    bits('luaV_shiftl(numberop1, numberop2)', 'luaV_shiftl(numberop1, numberop2)'),
    bits('luaV_shiftl(numberop1, -numberop2)', 'luaV_shiftl(numberop1, -numberop2)'),
    edit('L.stack[ra].setivalue(~op.value);', 'L.stack[ra].setivalue(-1 - op.value);'),
    edit(/const luaV_imul = [\s\S]+?const luaV_shiftl = [\s\S]+?\n\};\n/g, INTEGERS),
    kept(3),
  ],
  'lobject.js': [
    edit('return (v1 + v2)|0;', 'return v1 + v2;'),
    edit('return (v1 - v2)|0;', 'return v1 - v2;'),
    edit('return (0 - v1)|0;', 'return 0 - v1;'),
    edit(
      'res.setivalue(intarith(L, op, p1.value, p2.value));',
      'lvm.luaV_setarith(res, intarith(L, op, p1.value, p2.value));',
    ),
    edit(
      'a = (a * 16 + luaO_hexavalue(s[i]))|0;',
      'a = a * 16 + luaO_hexavalue(s[i]);\nif (a > Number.MAX_SAFE_INTEGER) return null;',
    ),
    edit(
      'const MAXBY10  = Math.floor(MAX_INT / 10);',
      'const MAXBY10  = Math.floor(Number.MAX_SAFE_INTEGER / 10);',
    ),
    edit('const MAXLASTD = MAX_INT % 10;', 'const MAXLASTD = Number.MAX_SAFE_INTEGER % 10;'),
    edit('d > MAXLASTD + neg', 'd > MAXLASTD'),
    edit('a = (a * 10 + d)|0;', 'a = a * 10 + d;'),
    edit('n: (neg ? -a : a)|0,', 'n: neg ? 0 - a : a,'),
  ],
  // Folding would have to foresee which results fit.
  'lcode.js': [
    edit('return (lvm.tointeger(v1) !== false && lvm.tointeger(v2) !== false);', 'return false;'),
  ],
  'lbaselib.js': [edit('return v|0;', 'return Number.isSafeInteger(v) ? v : null;')],
  'lmathlib.js': [
    edit('if (n < 0) n = (-n)|0;', 'if (n < 0) n = -n;'),
    edit(
      'lua_pushinteger(L, (lua_tointeger(L, 1) % d)|0);',
      'lua_pushinteger(L, lua_tointeger(L, 1) % d + 0);',
    ),
  ],
  'lstrlib.js': [
    edit(
      /(case 'o': case 'u': case 'x': case 'X': \{\s+let n = luaL_checkinteger\(L, arg\);)/g,
      '$1\nif (strfrmt[i-1] !== 100 && strfrmt[i-1] !== 105) luaL_argcheck(L, n >= -0x80000000 && n <= 0xffffffff, arg, to_luastring("number does not fit in 32 bits"));',
    ),
    edit(
      `luaL_error(L, to_luastring("invalid option '%%%c' to 'format'"), strfrmt[i-1])`,
      `luaL_error(L, to_luastring("invalid option '%%%c' to 'format'"), strfrmt[i-1] || 32)`,
    ),
    // Without a precision, %e, %f and %g mean six digits.
    edit(/(case 'g': case 'G': \{)/g, '$1\nif (form.indexOf(46) < 0) form.splice(-1, 0, 46, 54);'),
    edit(
      /(case Ku?int: \{[^\n]*\n\s+let n = luaL_checkinteger\(L, arg\);)/g,
      '$1\nluaL_argcheck(L, n >= -0x80000000 && n <= 0xffffffff, arg, to_luastring("number does not fit in 32 bits"));',
      2,
    ),
  ],
  // Where the order of equal items would show it, chance must not decide.
  'ltablib.js': [edit('Math.floor(Math.random()*0x100000000)', '0x80000000')],
  'lstring.js': [
    // One digit for a byte below 16 makes different strings collide, and sorts "a\\n" after "a ".
    // A long text in pieces: put together byte by byte it takes 32 times its size.
    edit(
      'for (let i=0; i<len; i++)\n        s += str[i].toString(16);',
      `if (len > ${PIECE}) {
        for (let i = 0; i < len; i += ${PIECE}) s += String.fromCharCode.apply(null, str.subarray(i, i + ${PIECE}));
        return s;
    }
    for (let i=0; i<len; i++)
        s += String.fromCharCode(str[i]);`,
    ),
    edit(
      'return new TString(L, str);',
      `if (str.length > ${STRING_BYTES_MAX}) ${TOO_LONG}\nreturn new TString(L, str);`,
    ),
  ],
  // Room for a last whole chunk is asked for before the text is known to fit.
  'lauxlib.js': [
    edit(
      'let newend = B.n + sz;',
      `let newend = B.n + sz;\nif (newend > ${STRING_BYTES_MAX + 8192}) ${TOO_LONG}`,
    ),
  ],
  // Tables of the host's: every write goes to their guard. `L.ci` is the writer.
  'ltable.js': [
    edit('this.flags = ~0;', 'this.flags = ~0;\nthis.guard = null;'),
    edit(
      /(const luaH_setfrom = function\(L, t, key, value\) \{)/g,
      '$1\nif (t.guard !== null) return t.guard(L, key, value);',
    ),
    // As a key, a whole float is the integer, of every size; and -0.0 is 0.
    edit(
      'if ((key.ttisfloat() && (kv|0) === kv)) {',
      'if (key.ttisfloat() && Number.isSafeInteger(kv)) {\nkv += 0;',
    ),
  ],
  'lstate.js': [
    // A field that begins as NaN holds a double ever after, and every use of it allocates.
    edit(/ = NaN;/g, ' = 0;', 9),
    // Once Array.prototype is frozen, V8 looks for elements on it at each write into a list of its.
    edit(
      'L1.stack = new Array(BASIC_STACK_SIZE);',
      'L1.stack = Object.setPrototypeOf(new Array(BASIC_STACK_SIZE), null);',
    ),
  ],
  'ldebug.js': [kept(1)],
  'ldo.js': [
    // When memory or JavaScript's stack ends is no two machines' same moment: no pcall may see it.
    edit(
      'if (lj.status === LUA_OK) {\n            /* error was not thrown via luaD_throw',
      `if (lj.status === LUA_OK && e instanceof RangeError && /allocation failed|call stack/.test(e.message)) {
            L.errorJmp = lj.previous;
            L.nCcalls = oldnCcalls;
            throw e;
        }
        if (lj.status === LUA_OK) {\n            /* error was not thrown via luaD_throw`,
    ),
    // An error of JavaScript's own may come where a frame has no room left by the API's rules.
    edit(
      /lapi\.lua_pushcfunction\(L, atnativeerror\);\s+lapi\.lua_pushlightuserdata\(L, e\);/g,
      'L.stack[L.top++] = new lobject.TValue(LUA_TLCF, atnativeerror);\nL.stack[L.top++] = new lobject.TValue(2, e);',
    ),
    kept(5),
  ],
  'lparser.js': [kept(1)],
  // string.format's numbers; where it runs, there is no Function.
  'sprintf.js': [edit('arg instanceof Function', 'typeof arg === "function"')],
  'ltm.js': [kept(1)],
}
