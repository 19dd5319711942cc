import { connect } from '../../db/connect.ts'
import { openHouse, solo } from '../cast.ts'

// A process of its own that is the house on a database: it says where it is and how solo is signed in, and stays until it is ended.
const db = connect(process.argv[2] ?? '')
const house = await openHouse(db)
const me = house.as(solo)
await me.get('/account')
const start = process.memoryUsage.rss()
console.log(JSON.stringify({ url: house.url, cookie: [...me.jar].map((pair) => pair.join('=')).join('; ') }))
process.on('message', () => process.send?.({ start, now: process.memoryUsage.rss(), most: process.resourceUsage().maxRSS * 1024 }))
process.once('disconnect', () => process.exit())
