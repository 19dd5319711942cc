import { openEmbedded } from '../../db/embedded.ts'

// A program of its own that opens a data folder, says where, and keeps it until it is killed.
const { url } = await openEmbedded(process.argv[2] ?? '')
console.log(url)
setInterval(() => {}, 60_000)
