import { countsOf, loadWorkshop } from '../../workshop/load.ts'
import { orderly } from '../orderly.ts'
import { paths } from '../paths.ts'

await orderly(() => {
  const counts = countsOf(loadWorkshop(paths.root))
  console.log(`The content is sound: ${Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ')}.`)
})
