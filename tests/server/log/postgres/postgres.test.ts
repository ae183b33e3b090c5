import { describe, onTestFinished } from 'vitest'
import { postgresLog } from '../../../../server/log/postgres/postgres.ts'
import { newDatabase } from '../../../support/processes/postgres.ts'
import { logContract } from '../log-contract.ts'

describe('the log in PostgreSQL', () => logContract(async (count) => {
  const url = await newDatabase()
  return Promise.all(Array.from({ length: count }, async () => {
    const log = await postgresLog(url, { onFault: (error) => {
      throw error
    } })
    onTestFinished(log.close)
    return log
  }))
}))
