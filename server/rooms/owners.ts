import type { Store } from '../log/store.ts'

/** Who started each workshop, by the opaque ids of people that signed in with an account. */
export interface Owners {
  /** Whether a person started a workshop. */
  ownedBy: (person: string) => (workshop: string) => boolean
  /** @throws UserError when it cannot be written */
  add: (person: string, workshop: string) => Promise<void>
}

/** The owners of a store's workshops. */
export function ownersIn({ owners }: Pick<Store, 'owners'>): Owners {
  return {
    ownedBy(person) {
      const known = owners.read()
      return workshop => known[workshop] === person
    },
    add: (person, workshop) => owners.put({ [workshop]: person }),
  }
}
