import { buildGuest } from './build.ts'
import { openSlot } from './slot.ts'
const guest = await buildGuest()
const slot = openSlot(guest, `function detect_opportunity(m, context) print(context.data) local d = context.data print(d, context.data) 
 local function f(x) local e = x.data print(e) end f(context) end`)
console.log(slot.detect(), slot.logs(), slot.detect(1), slot.logs())
