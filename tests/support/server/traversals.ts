const DOTS = ['..', '%2e%2e', '.%2e', '%2E.', '%252e%252e', '%c0%ae%c0%ae', '..%00', '%u002e%u002e', '....', '..;', '%ef%bc%8e%ef%bc%8e', '.%00.']
const SLASHES = ['/', '%2f', '%5c', '\\', '%252f', '%255c', '%c0%af', '%e0%80%af', '//', '/./', '%2F%2e%2F', ';/']
const DOORS = ['/', '/deck/', '/assets/', '/deck/assets/', '/facilitator/', '/facilitator/assets/', '/facilitate/sign-in/', '/facilitator/api/', '/deck/presenter/', '/index.html/', '//', '/socket.io/', 'http://localhost/', '']
const ENDS = ['', '', '', '%00', '%00.js', '?', '#', '.html', '/', '%20', '.']

/** Ways out of the folder that is served, in as many spellings as asked for: request targets as they go over the wire. */
export function traversals(targets: readonly string[], count: number, random: () => number): string[] {
  const any = <Each>(list: readonly Each[]): Each => list[Math.floor(random() * list.length)]!
  return Array.from({ length: count }, (_, index) => {
    // Every door, spelling and target comes up, and after that any mixture of them.
    const target = targets[index % targets.length]!
    const door = DOORS[index % DOORS.length]!
    const dots = any(DOTS)
    const slash = any(SLASHES)
    const mixed = random() < 0.3
    const spelt = () => mixed ? any(DOTS) + any(SLASHES) : dots + slash
    if (target.startsWith('/') && random() < 0.5)
      return door + any(SLASHES) + target.slice(1).replaceAll('/', slash) + any(ENDS)
    const up = Array.from({ length: 1 + Math.floor(random() * 9) }, spelt).join('')
    return door + up + target.replace(/^\//, '').replaceAll('/', () => random() < 0.5 ? '/' : slash) + any(ENDS)
  })
}
