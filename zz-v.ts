import { validateScript } from '#host/app/validate.ts'
for (const p of process.argv.slice(2)) { const t=performance.now(); const r = await validateScript(p); console.log(p, Math.round(performance.now()-t),'ms'); console.dir(r,{depth:5}) }
