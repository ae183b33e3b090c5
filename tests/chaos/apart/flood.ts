import type { FloodName, Target } from './floods.ts'
import process from 'node:process'
import { FLOODS } from './floods.ts'

/** A process of its own, so that whoever measures is not held up by it. It ends when it is killed. */
const [name, target] = process.argv.slice(2) as [FloodName, string]

let done = 0
void FLOODS[name](JSON.parse(target) as Target, () => done++)
setInterval(() => console.log(`done ${done}`), 250)
