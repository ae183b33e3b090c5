import type { Chance } from './chance.ts'
import { ODD_TEXTS, oddValue, PROTOTYPE_NAMES, withKey } from './odd.ts'

type Container = Record<string, unknown>
interface Slot { in: Container, at: string }

/** The payload after one to three changes somewhere in it; mostly it goes on naming its message, else nothing would look further. */
export function mutatePayload(payload: Container, chance: Chance): unknown {
  const { type } = payload
  const root: Container = { payload }
  if (chance.often(0.04))
    mutateSlot({ in: root, at: 'payload' }, chance)
  for (let changes = 1 + chance.below(3); changes > 0 && isContainer(root.payload); changes--) {
    const slots = slotsIn(root.payload)
    mutateSlot(slots.length > 0 ? chance.pick(slots) : { in: root, at: 'payload' }, chance)
  }
  return isContainer(root.payload) && chance.often(0.8) ? withKey(root.payload, 'type', type) : root.payload
}

function slotsIn(container: Container, slots: Slot[] = []): Slot[] {
  for (const at of Object.keys(container)) {
    slots.push({ in: container, at })
    if (isContainer(container[at]))
      slotsIn(container[at], slots)
  }
  return slots
}

function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
}

function mutateSlot({ in: container, at }: Slot, chance: Chance): void {
  const value = container[at]
  const set = (changed: unknown) => void withKey(container, at, changed)
  chance.pick<() => void>([
    () => set(oddValue(chance)),
    () => set(oddValue(chance)),
    () => Array.isArray(container) ? void container.splice(Number(at), 1) : void delete container[at],
    () => isContainer(value) && !Array.isArray(value) ? void withKey(value, chance.often(0.5) ? chance.pick(PROTOTYPE_NAMES) : chance.pick(ODD_TEXTS), oddValue(chance)) : set({ value }),
    () => set([value]),
    () => set(isContainer(value) ? Object.values(value) : { 0: value }),
    () => set(nearly(value, chance)),
    () => set(nearly(value, chance)),
  ])()
}

/** Almost the same: what a check that is a little too wide lets through. */
function nearly(value: unknown, chance: Chance): unknown {
  switch (typeof value) {
    case 'number':
      return chance.pick([value + 1, -value, value + 0.5, String(value), value * 1e6])
    case 'string':
      return chance.pick([value.toUpperCase(), `${value} `, `\0${value}`, value.slice(1), `${value}${chance.pick(ODD_TEXTS)}`, value.slice(0, 40).repeat(1 + chance.below(300)), [...value.slice(0, 400)]])
    case 'boolean':
      return Number(value)
    default:
      return Array.isArray(value) ? many(value[0], chance) : value === null ? 'null' : null
  }
}

/** Of something small: larger ones would only be too long for a frame, and take all the attackers' time. */
function many(value: unknown, chance: Chance): unknown[] {
  const small = typeof value === 'number' || (typeof value === 'string' && value.length < 60)
  return Array.from({ length: 1 + chance.below(250) }).fill(small ? value : null)
}
