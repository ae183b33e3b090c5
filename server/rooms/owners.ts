import { recordFile } from '../log/record-file.ts'

/** Who started each workshop, by the opaque ids of people that signed in with an account. */
export const OWNERS = recordFile('owners.json', 'only those with an admin link or key then see the workshops that are there')

/** The owners of the workshops in a data folder. */
export interface Owners {
  /** Whether a person started a workshop. */
  ownedBy: (person: string) => (workshop: string) => boolean
  /** @throws UserError when it cannot be written */
  add: (person: string, workshop: string) => void
}

/** @throws UserError when their file is damaged */
export function ownersIn(data: string): Owners {
  OWNERS.read(data)
  return {
    ownedBy(person) {
      const owners = OWNERS.read(data)
      return workshop => owners[workshop] === person
    },
    add: (person, workshop) => OWNERS.put(data, workshop, person),
  }
}
