import { describe, expect, it } from 'vitest'
import { listenProblem } from '../../../server/app.ts'

function told(code: string, port: number): string {
  return listenProblem(Object.assign(new Error(code), { code }), undefined, port).message
}

describe('a port that can\'t be used', () => {
  it.each([
    ['EACCES', 80, 'npm start -- --port 4321'],
    // Windows sets ports aside by the hundred, for Hyper-V and others.
    ['EACCES', 4321, 'npm start -- --port 8321'],
    ['EACCES', 4400, 'npm start -- --port 8321'],
    ['EACCES', 50000, 'npm start -- --port 4321'],
    ['EADDRINUSE', 4321, 'npm start -- --port 4322'],
    ['EADDRINUSE', 65535, 'npm start -- --port 65534'],
  ])('is reported with another one to choose: %s %i', (code, port, advice) => {
    expect(told(code, port)).toMatch(new RegExp(`^Port ${port} .+${advice}$`))
  })

  it('is a matter of rights only below 1024', () => {
    expect(told('EACCES', 443)).toContain('may not be used by this account')
    expect(told('EACCES', 4321)).toContain('is reserved by the system')
  })
})
