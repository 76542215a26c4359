import { validateStatic } from '#host/validate/static.ts'
for (const p of process.argv.slice(2)) console.log(p, (await validateStatic(p, { types: true })).diagnostics)
